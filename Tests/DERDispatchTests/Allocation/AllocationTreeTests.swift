// SPDX-License-Identifier: Apache-2.0

import DERDispatch
import Testing

@Suite("Allocation tree")
struct AllocationTreeTests {
    @Test("orders nodes and DERs so that subtrees are ranges")
    func preorder() throws {
        //     4 ── 2 ── 0        children of 4 in the caller's order: 1, 2
        //      └── 1 ── 3
        let tree = try AllocationTree(parent: [2, 4, 4, 1, -1], nodeOfDER: [0, 3, 4, 0, 1])
        #expect(tree.callerNode == [4, 1, 3, 2, 0])
        #expect(tree.parent == [-1, 0, 1, 0, 3])
        #expect(tree.subtreeEnd == [5, 3, 3, 5, 5])
        #expect(tree.depth == [0, 1, 2, 1, 2])
        #expect(tree.callerDER == [2, 4, 1, 0, 3])
        #expect(tree.firstDER == [0, 1, 2, 3, 3, 5])
        #expect(tree.ders(below: 1) == 1..<3)
        #expect(tree.ders(below: 3) == 3..<5)
        #expect(tree.nodePosition == [4, 1, 3, 2, 0])
        #expect(tree.derPosition == [3, 2, 0, 4, 1])
    }

    @Test("what is no tree is refused")
    func refusals() {
        #expect(throws: AllocationTreeError.noHead) { try AllocationTree(parent: [], nodeOfDER: []) }
        #expect(throws: AllocationTreeError.noHead) { try AllocationTree(parent: [1, 0], nodeOfDER: []) }
        #expect(throws: AllocationTreeError.twoHeads(0, 2)) { try AllocationTree(parent: [-1, 0, -1], nodeOfDER: []) }
        #expect(throws: AllocationTreeError.cycle(node: 1)) { try AllocationTree(parent: [-1, 2, 1], nodeOfDER: []) }
        #expect(throws: AllocationTreeError.parentOutOfRange(node: 1, parent: 9)) {
            try AllocationTree(parent: [-1, 9], nodeOfDER: [])
        }
        #expect(throws: AllocationTreeError.nodeOutOfRange(der: 0, node: 1)) {
            try AllocationTree(parent: [-1], nodeOfDER: [1])
        }
    }

    @Test("values that would make the share undefined are refused")
    func problemRefusals() throws {
        let tree = try AllocationTree(parent: [-1], nodeOfDER: [])
        #expect(throws: AllocationProblemError.nodeCount(given: 0, expected: 1)) {
            try AllocationProblem(tree: tree, nodes: [], ders: [])
        }
        #expect(throws: AllocationProblemError.headPrice(.infinity)) {
            try AllocationProblem(tree: tree, nodes: [.open], ders: [], headPrice: .infinity)
        }
        #expect(throws: FlowBoundsError.self) { try FlowBounds(lowerKW: .nan, upperKW: 1, fixedKW: 0) }
        #expect(throws: FlowBoundsError.self) { try FlowBounds(lowerKW: 0, upperKW: .nan, fixedKW: 0) }
        #expect(throws: FlowBoundsError.self) { try FlowBounds(lowerKW: 0, upperKW: 1, fixedKW: .nan) }
        #expect(throws: PriceResponseError.self) {
            try PriceResponse(lowerKW: 0, upperKW: 1, preferredKW: .nan, weightUp: 1, weightDown: 1, tier: 0)
        }
        #expect(throws: PriceResponseError.self) {
            try PriceResponse(lowerKW: 0, upperKW: 1, preferredKW: 0, weightUp: .nan, weightDown: 1, tier: 0)
        }
    }

    @Test("a tree without DERs has its fixed loads as flows")
    func loadsOnly() throws {
        let tree = try AllocationTree(parent: [-1, 0], nodeOfDER: [])
        let load = try FlowBounds(lowerKW: -.infinity, upperKW: .infinity, fixedKW: 2)
        var solver = AllocationSolver()
        #expect(solver.solve(try AllocationProblem(tree: tree, nodes: [load, load], ders: [])) == .optimal)
        #expect(solver.nodeFlowKW == [4, 2])
    }
}
