// SPDX-License-Identifier: Apache-2.0

import GridModel
import Planning

/// Runs scenarios side by side. Each is a pure function of its input, so how many run at once changes no bit.
struct PlanRunner {
    let feeder: Feeder
    let jobs: Int
    let progress: ProgressBar

    func run(_ loaded: [LoadedScenario]) async -> [Result<ScenarioReport, ScenarioError>] {
        await withTaskGroup(of: (Int, Result<ScenarioReport, ScenarioError>).self) { group in
            var results = [Result<ScenarioReport, ScenarioError>?](repeating: nil, count: loaded.count)
            var next = 0
            func start() {
                guard next < loaded.count else { return }
                let (number, item, feeder, progress) = (next, loaded[next], feeder, progress)
                group.addTask { (number, Self.run(item, feeder, progress)) }
                next += 1
            }
            for _ in 0..<min(jobs, loaded.count) { start() }
            while let (number, result) = await group.next() {
                results[number] = result
                start()
            }
            return results.compactMap { $0 }
        }
    }

    private static func run(
        _ item: LoadedScenario, _ feeder: Feeder, _ progress: ProgressBar
    ) -> Result<ScenarioReport, ScenarioError> {
        do throws(ScenarioError) {
            return .success(
                try Planner.run(feeder, item.scenario, inputs: item.inputs) { _ in progress.advance() })
        } catch {
            return .failure(error)
        }
    }
}
