#!/usr/bin/env python3
"""The integrity score CIS-1 a second time, for comparison: written from Docs/SCORES.md alone, by the shortest way and not
the fastest. Uses nothing but the standard library, and no floating-point number.

    cis1.py EVIDENCE AS-OF          one JSON object a line and subject, as `yushi score compute` prints
"""
import datetime
import json
import sys
from math import isqrt

DIMENSIONS = ["CHN", "AML", "CRD", "SCF", "DIS", "DAT", "COM"]
WEIGHTS = {"platform": [15, 20, 25, 10, 15, 10, 5], "enterprise": [5, 15, 35, 20, 15, 5, 5]}
SEVERITIES = ["low", "medium", "high", "critical"]
NEGATIVE = {"low": (1000, 90), "medium": (4000, 180), "high": (12000, 365), "critical": (40000, 730)}
POSITIVE = (1000, 90)
K, BASE = 10_000 << 30, 800
RULE_CAPS = {"AML-06": 299, "CHN-02": 399, "CHN-12": 399, "MKT-05": 499}
REPAIR_MONTHS = {"low": 0, "medium": 3, "high": 12, "critical": 12}


def power(i):
    """round(2^(-i/64) * 2^30): the 64th root of 2^(1920 - i), by six exact square roots of a much larger number."""
    scaled = 1 << (1920 - i + 64 * 64)      # (2^64 · 2^(30 - i/64)) ^ 64
    for _ in range(6):
        scaled = isqrt(scaled)
    return (scaled + (1 << 63)) >> 64


POW = [power(i) for i in range(64)]


def decay(age, half_life):
    steps = age * 64 // half_life
    return 0 if steps >> 6 >= 31 else POW[steps & 63] >> (steps >> 6)


def day(text):
    return datetime.date.fromisoformat(text)


def later(date, months):
    month = date.year * 12 + date.month - 1 + months
    for number in range(date.day, 0, -1):
        try:
            return datetime.date(month // 12, month % 12 + 1, number)
        except ValueError:
            pass


def rule(e):
    return e["rule"].split("@")[0]


def contribution(e, as_of):
    weight, half_life = POSITIVE if e["polarity"] == "positive" else NEGATIVE[e["severity"]]
    return weight * e.get("confidencePpm", 1_000_000) // 1_000_000 * decay((as_of - day(e["day"])).days, half_life)


def incident(e):
    return ("of its own", e["id"]) if "incident" not in e else ("named", e["incident"])


def counts(e, as_of):
    if day(e["day"]) > as_of:
        return False
    if e.get("naturalPerson") and later(day(e["day"]), 60) <= as_of:
        return False
    status = e.get("status", "active")
    return status == "active" or (status == "disputed" and e["polarity"] == "negative")


def negative(items, as_of):
    heaviest = {}
    for e in items:
        if e["polarity"] == "negative":
            heaviest[incident(e)] = max(heaviest.get(incident(e), 0), contribution(e, as_of))
    return sum(heaviest.values())


def positive(items, as_of):
    kept, of_day = [], {}
    for e in sorted((e for e in items if e["polarity"] == "positive"), key=lambda e: e["id"].encode()):
        key = (e.get("obligation"), e["day"])
        of_day[key] = of_day.get(key, 0) + 1
        if of_day[key] <= 3:
            kept.append(e)
    total, of_cluster = 0, {}
    for e in kept:
        cluster = e.get("cluster", e.get("counterparty"))
        part = min(contribution(e, as_of), (10_000 << 30) - of_cluster.get(cluster, 0))
        of_cluster[cluster] = of_cluster.get(cluster, 0) + part
        if e.get("related"):
            part = 0
        if e.get("counterpartyDays", 30) < 30 or not e.get("counterpartyKyc", True):
            part //= 10
        total += part
    return min(total, 60_000 << 30)


def caps(items, as_of):
    """Pairs of score and findings."""
    found, answered = [], set()
    findings = [e for e in items if e["polarity"] == "negative"]
    for name, score in RULE_CAPS.items():
        hits = [e for e in findings if rule(e) == name and e["severity"] == "critical"]
        answered.update(id(e) for e in hits)
        if hits:
            found.append((score, "rule." + name, hits))
    grave = [e for e in findings
             if e["severity"] in ("high", "critical") and (as_of - day(e["day"])).days < 365]
    others = [e for e in grave if e["severity"] == "critical" and id(e) not in answered]
    if others:
        found.append((599, "critical", others))
    incidents = {incident(e) for e in grave}
    if len(incidents) >= 3:
        found.append((749, "grave.3", grave))
    if len(incidents) >= 6:
        found.append((599, "grave.6", grave))
    overdue = [e for e in findings if e["severity"] in ("high", "critical")
               and "remedyDue" in e and day(e["remedyDue"]) < as_of]
    if overdue:
        found.append((699, "overdue", overdue))
    return sorted(found, key=lambda cap: (cap[0], cap[1].encode()))


def names(items):
    return sorted((e["id"] for e in items), key=str.encode)[:64]


class Sums:
    def __init__(self, items, kind, as_of, penalty=0):
        of = [[e for e in items if e["dimension"] == name] for name in DIMENSIONS]
        p = [positive(part, as_of) for part in of]
        n = [negative(part, as_of) for part in of]
        weights = WEIGHTS[kind]
        self.scores = [(a * 1000 + K * BASE) // (a + b + K) for a, b in zip(p, n)]
        self.unsure = [K * 1000 // (a + b + K) for a, b in zip(p, n)]
        self.amounts = [(a + b) >> 30 for a, b in zip(p, n)]
        self.uncertainty = sum(w * u for w, u in zip(weights, self.unsure)) // sum(weights)
        s0 = sum(w * d for w, d in zip(weights, self.scores)) // sum(weights)
        s1 = s0 - max(0, 600 - min(self.scores)) // 4
        self.caps = caps(items, as_of)
        self.score = max(0, min([s1 - penalty] + [cap[0] for cap in self.caps]))
        days = [day(e["day"]) for e in items]
        self.age = (as_of - min(days)).days if days else 0

    def grade(self, age):
        amount = sum(self.amounts)
        if amount < 10_000 or age < 90:
            return "M"
        score = self.score if age >= 180 and amount >= 50_000 else min(self.score, 849)
        for letter, low, high in (("A", 850, 1000), ("B", 750, 849), ("C", 600, 749), ("D", 0, 599)):
            if low <= score <= high:
                return letter + ["-", "", "+"][(score - low) * 3 // (high - low + 1)]


def reasons(items, kind, as_of, whole):
    found = []
    groups = {(e["dimension"], rule(e)) for e in items if e["polarity"] == "negative"}
    for dimension, name in groups:
        rest = [e for e in items if not (e["dimension"] == dimension and rule(e) == name)]
        cost = Sums(rest, kind, as_of).score - whole.score
        if cost > 0:
            own = [e for e in items
                   if e["dimension"] == dimension and rule(e) == name and e["polarity"] == "negative"]
            free = max(later(day(e["day"]), REPAIR_MONTHS[e["severity"]]) for e in own)
            found.append({"code": f"CIS-{dimension}-{name}", "cost": cost, "count": len(own), "evidence": names(own),
                          "repairableFrom": free.isoformat()})
    found.sort(key=lambda reason: (-reason["cost"], reason["code"].encode()))
    return found


def card(subject, kind, evidence, as_of):
    items = [e for e in evidence if counts(e, as_of)]
    whole = Sums(items, kind, as_of)
    why = reasons(items, kind, as_of, whole)
    result = {
        "caps": [{"code": code, "count": len(hits), "evidence": names(hits), "score": score}
                 for score, code, hits in whole.caps],
        "dimensions": [
            {"dimension": name, "evidence": whole.amounts[i], "score": whole.scores[i],
             "uncertainty": whole.unsure[i], "weight": WEIGHTS[kind][i]} for i, name in enumerate(DIMENSIONS)],
        "grade": whole.grade(whole.age), "model": "CIS-1", "reasons": why[:4], "score": whole.score,
        "subject": subject, "uncertainty": whole.uncertainty,
    }
    improvable = [reason for reason in why if day(reason["repairableFrom"]) <= as_of]
    if improvable:
        result["improvement"] = improvable[0]
    contested = [e for e in items if e.get("status") == "disputed"]
    if contested:
        other = Sums([e for e in items if e.get("status") != "disputed"], kind, as_of)
        result["withoutDisputed"] = {"count": len(contested), "evidence": names(contested),
                                     "grade": other.grade(whole.age), "score": other.score}
    return result


def main():
    path, as_of = sys.argv[1], day(sys.argv[2])
    subjects = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            e = json.loads(line)
            subjects.setdefault(e["subject"], []).append(e)
    for subject in sorted(subjects, key=str.encode):
        items = subjects[subject]
        print(json.dumps(card(subject, items[0]["subjectType"], items, as_of), ensure_ascii=False, sort_keys=True,
                         separators=(",", ":")))


if __name__ == "__main__":
    main()
