import Glibc

/// Keeps why a submission was refused, beside the store, so that nothing is silently lost.
enum FailureNote {
    static func write(directory: String, name: String, text: String) {
        let folder = directory + "/refused"
        _ = mkdir(folder, 0o700)
        guard let file = fopen(folder + "/" + name + ".txt", "w") else { return }
        fputs(text + "\n", file)
        fclose(file)
    }
}
