// SM2 by the arithmetic of libcrypto's groups. Its own verification takes a key apart anew each time and multiplies it
// without tables; the validators of a chain are few and sign every block, so tables are kept for keys that come back.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "CDigests.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Keys whose tables are kept, some 100 KiB each.
#define KEPT_KEYS 64
// A key gets a table when it comes for that time: what anybody can send once must not cost a table.
#define USES_BEFORE_TABLE 3

static pthread_once_t fetched = PTHREAD_ONCE_INIT;
static EVP_MD *sm3;
// The recommended curve with a table for its generator; constant once made.
static EC_GROUP *curve;
// a, b and the generator, as they go into Z (GB/T 32918.2-2016, 5.5).
static unsigned char curve_bytes[4 * 32];

// A group whose generator is a key, with a table for it. `holders` counts who uses it, the cache among them.
typedef struct {
    EC_GROUP *group;
    int holders;
} key_table;

static struct {
    unsigned char key[64];
    unsigned uses;
    unsigned long long last;
    key_table *table;
} kept[KEPT_KEYS];
static unsigned long long clock_of_uses;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

static void fetch(void) {
    sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
    BIGNUM *numbers[5] = {BN_new(), BN_new(), BN_new(), BN_new(), BN_new()};
    int made = group != NULL && EC_GROUP_precompute_mult(group, NULL) == 1
        && EC_GROUP_get_curve(group, numbers[4], numbers[0], numbers[1], NULL) == 1
        && EC_POINT_get_affine_coordinates(group, EC_GROUP_get0_generator(group), numbers[2], numbers[3], NULL) == 1;
    for (int i = 0; i < 4; i++) {
        made = made && BN_bn2binpad(numbers[i], curve_bytes + 32 * i, 32) == 32;
    }
    for (int i = 0; i < 5; i++) {
        BN_free(numbers[i]);
    }
    if (made) {
        curve = group;
    } else {
        EC_GROUP_free(group);
    }
}

int cdigests_sm3(const void *bytes, size_t length, void *out) {
    pthread_once(&fetched, fetch);
    return sm3 != NULL && EVP_Digest(bytes, length, out, NULL, sm3, NULL) == 1;
}

static void release(key_table *table) {
    if (table == NULL) {
        return;
    }
    pthread_mutex_lock(&kept_lock);
    int rest = --table->holders;
    pthread_mutex_unlock(&kept_lock);
    if (rest == 0) {
        EC_GROUP_free(table->group);
        free(table);
    }
}

static key_table *make_table(const EC_POINT *point) {
    key_table *table = calloc(1, sizeof *table);
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
    if (table != NULL && group != NULL
        && EC_GROUP_set_generator(group, point, EC_GROUP_get0_order(curve), BN_value_one()) == 1
        && EC_GROUP_precompute_mult(group, NULL) == 1) {
        table->group = group;
        table->holders = 2;
        return table;
    }
    EC_GROUP_free(group);
    free(table);
    return NULL;
}

// The table of a key, held for the caller; NULL for one that has none yet.
static key_table *table_of(const unsigned char key[64], const EC_POINT *point) {
    key_table *found = NULL;
    key_table *dropped = NULL;
    int place = -1;
    int wanted = 0;
    pthread_mutex_lock(&kept_lock);
    clock_of_uses++;
    for (int i = 0; i < KEPT_KEYS; i++) {
        if (kept[i].uses > 0 && memcmp(kept[i].key, key, 64) == 0) {
            place = i;
            break;
        }
    }
    if (place < 0) {
        place = 0;
        for (int i = 1; i < KEPT_KEYS; i++) {
            if (kept[i].last < kept[place].last) {
                place = i;
            }
        }
        dropped = kept[place].table;
        memcpy(kept[place].key, key, 64);
        kept[place].uses = 0;
        kept[place].table = NULL;
    }
    kept[place].uses++;
    kept[place].last = clock_of_uses;
    found = kept[place].table;
    if (found != NULL) {
        found->holders++;
    }
    wanted = found == NULL && kept[place].uses >= USES_BEFORE_TABLE;
    pthread_mutex_unlock(&kept_lock);
    release(dropped);
    if (!wanted) {
        return found;
    }
    // Made outside the lock; of two threads that make one, the second's is thrown away.
    key_table *made = make_table(point);
    if (made == NULL) {
        return NULL;
    }
    pthread_mutex_lock(&kept_lock);
    if (kept[place].table == NULL && memcmp(kept[place].key, key, 64) == 0) {
        kept[place].table = made;
    } else {
        made->holders--;
    }
    pthread_mutex_unlock(&kept_lock);
    return made;
}

// s·G + t·P. A zero multiple of another point keeps libcrypto from its constant-time ladder, which public numbers do
// not need and which knows no tables.
static int combine(EC_POINT *out, const BIGNUM *s, const EC_POINT *point, const BIGNUM *t, const unsigned char key[64],
                   BN_CTX *context) {
    key_table *table = table_of(key, point);
    if (table == NULL) {
        return EC_POINT_mul(curve, out, s, point, t, context) == 1;
    }
    BIGNUM *zero = BN_CTX_get(context);
    EC_POINT *second = EC_POINT_new(curve);
    int done = 0;
    if (zero != NULL && second != NULL) {
        BN_zero(zero);
        done = EC_POINT_mul(curve, out, s, point, zero, context) == 1
            && EC_POINT_mul(table->group, second, t, point, zero, context) == 1
            && EC_POINT_add(curve, out, out, second, context) == 1;
    }
    EC_POINT_free(second);
    release(table);
    return done;
}

// e = SM3(Z ‖ message), Z = SM3(bits of the identity ‖ identity ‖ a ‖ b ‖ G ‖ key).
static int digest(const unsigned char key[64], const void *identity, size_t identity_length, const void *message,
                  size_t message_length, unsigned char out[32]) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char bits[2] = {(unsigned char)(identity_length >> 5), (unsigned char)(identity_length << 3)};
    unsigned char z[32];
    int done = context != NULL && identity_length <= 8191 && EVP_DigestInit_ex(context, sm3, NULL) == 1
        && EVP_DigestUpdate(context, bits, 2) == 1 && EVP_DigestUpdate(context, identity, identity_length) == 1
        && EVP_DigestUpdate(context, curve_bytes, sizeof curve_bytes) == 1 && EVP_DigestUpdate(context, key, 64) == 1
        && EVP_DigestFinal_ex(context, z, NULL) == 1 && EVP_DigestInit_ex(context, sm3, NULL) == 1
        && EVP_DigestUpdate(context, z, 32) == 1 && EVP_DigestUpdate(context, message, message_length) == 1
        && EVP_DigestFinal_ex(context, out, NULL) == 1;
    EVP_MD_CTX_free(context);
    return done;
}

int cdigests_sm2_verify(const void *key, const void *identity, size_t identity_length, const void *message,
                        size_t message_length, const void *signature) {
    pthread_once(&fetched, fetch);
    if (sm3 == NULL || curve == NULL) {
        return 0;
    }
    const BIGNUM *order = EC_GROUP_get0_order(curve);
    unsigned char point_bytes[65] = {0x04};
    memcpy(point_bytes + 1, key, 64);
    unsigned char hash[32];
    BN_CTX *context = BN_CTX_new();
    EC_POINT *point = EC_POINT_new(curve);
    EC_POINT *result = EC_POINT_new(curve);
    int verified = 0;
    if (context != NULL && point != NULL && result != NULL) {
        BN_CTX_start(context);
        BIGNUM *r = BN_CTX_get(context);
        BIGNUM *s = BN_CTX_get(context);
        BIGNUM *t = BN_CTX_get(context);
        BIGNUM *x = BN_CTX_get(context);
        BIGNUM *e = BN_CTX_get(context);
        // Refuses coordinates beyond the field and points beside the curve; GB/T 32918.2-2016, 7.1.
        verified = e != NULL && BN_bin2bn(signature, 32, r) != NULL
            && BN_bin2bn((const unsigned char *)signature + 32, 32, s) != NULL && !BN_is_zero(r) && !BN_is_zero(s)
            && BN_cmp(r, order) < 0 && BN_cmp(s, order) < 0 && BN_mod_add(t, r, s, order, context) == 1
            && !BN_is_zero(t) && EC_POINT_oct2point(curve, point, point_bytes, sizeof point_bytes, context) == 1
            && digest(key, identity, identity_length, message, message_length, hash)
            && BN_bin2bn(hash, 32, e) != NULL && combine(result, s, point, t, key, context)
            && EC_POINT_is_at_infinity(curve, result) == 0
            && EC_POINT_get_affine_coordinates(curve, result, x, NULL, context) == 1
            && BN_mod_add(e, e, x, order, context) == 1 && BN_cmp(e, r) == 0;
        BN_CTX_end(context);
    }
    EC_POINT_free(result);
    EC_POINT_free(point);
    BN_CTX_free(context);
    return verified;
}
