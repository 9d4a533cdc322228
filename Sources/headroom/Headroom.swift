import ArgumentParser

@main
struct Headroom: AsyncParsableCommand {
    func run() async throws { print("headroom") }
}
