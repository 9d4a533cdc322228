// SPDX-License-Identifier: Apache-2.0

/// The passes of one step over segments and sides.
extension InteriorPoint {
    /// Gradients, curvatures, and the step aimed at mu = 0.
    mutating func predict(_ component: LimitComponent) {
        for block in component.blocks {
            elimination.blocks[block].matrix = PhaseMatrix()
            elimination.blocks[block].vector = .zero
            elimination.blocks[block].slope = 0
        }
        for index in segments.indices {
            let segment = segments[index]
            let block = Int(segment.block)
            var way = ways[index]
            way.gradient =
                segment.cost + segment.curvature * way.x + segment.share.dot(elimination.blocks[block].price)
            way.slack = 1 / (segment.curvature + way.zl / way.x + way.zu / way.u)
            (way.aimL, way.aimU) = (0, 0)
            way.stepX = -way.gradient
            ways[index] = way
            elimination.blocks[block].matrix.addSquare(of: segment.share, times: way.slack)
            elimination.blocks[block].vector.add(segment.share, times: way.slack * way.stepX)
            elimination.blocks[block].slope += way.slack
        }
    }

    /// The step aimed at `mu`, less the product of the predictor's steps.
    mutating func correct(_ component: LimitComponent, _ mu: Double) {
        for block in component.blocks { elimination.blocks[block].vector = .zero }
        for index in segments.indices {
            let segment = segments[index]
            var way = ways[index]
            way.aimL = mu - way.stepX * way.stepL
            way.aimU = mu + way.stepX * way.stepU
            way.stepX = -way.gradient + way.aimL / way.x - way.aimU / way.u
            ways[index] = way
            elimination.blocks[Int(segment.block)].vector.add(segment.share, times: way.slack * way.stepX)
        }
    }

    /// Steps of the ways from those of the prices: the largest share of a distance that is used up, and the sum of the
    /// steps' products. On entry `stepX` holds what drives it.
    mutating func reachOfWays() -> (ratio: Double, products: Double) {
        var (ratio, products) = (0.0, 0.0)
        for index in segments.indices {
            let segment = segments[index]
            var way = ways[index]
            let price = segment.share.dot(elimination.blocks[Int(segment.block)].priceStep)
            way.stepX = (way.stepX - price) * way.slack
            let (below, above) = (way.stepX / way.x, way.stepX / way.u)
            way.stepL = way.aimL / way.x - way.zl - way.zl * below
            way.stepU = way.aimU / way.u - way.zu + way.zu * above
            ways[index] = way
            ratio = max(ratio, max(-below, above), max(-way.stepL / way.zl, -way.stepU / way.zu))
            products += way.stepX * (way.stepL - way.stepU)
        }
        return (ratio, products)
    }

    mutating func move(_ length: Double) {
        for index in segments.indices {
            ways[index].x += length * ways[index].stepX
            ways[index].u -= length * ways[index].stepX
            ways[index].zl += length * ways[index].stepL
            ways[index].zu += length * ways[index].stepU
        }
    }

    /// H and drive of each side, aimed at mu = 0.
    mutating func predictSides(_ component: LimitComponent) {
        for index in component.rows {
            var stiffness = 0.0
            for at in 2 * index...2 * index + 1 where sides[at].isUsed {
                let side = sides[at]
                sides[at].stiffness = 1 / (side.s / side.y + side.e / side.w)
                sides[at].drive = side.excess
                (sides[at].aimS, sides[at].aimE) = (0, 0)
                stiffness += sides[at].stiffness
            }
            elimination.rows[index].stiffness = stiffness
        }
    }

    mutating func correctSides(_ component: LimitComponent, _ mu: Double) {
        for at in 2 * component.rows.lowerBound..<2 * component.rows.upperBound where sides[at].isUsed {
            let side = sides[at]
            sides[at].aimS = mu - side.stepS * side.stepY
            sides[at].aimE = mu + side.stepE * side.stepY
            sides[at].drive = side.excess + sides[at].aimS / side.y - sides[at].aimE / side.w
        }
    }

    /// What the drives of a limit's two sides do to its price.
    mutating func offsetRows(_ component: LimitComponent) {
        for index in component.rows {
            let (above, below) = (sides[2 * index], sides[2 * index + 1])
            let drive = above.stiffness * above.drive - below.stiffness * below.drive
            elimination.rows[index].offset = elimination.rows[index].damping * drive
        }
    }

    mutating func reachOfSides(_ component: LimitComponent) -> (ratio: Double, products: Double) {
        var (ratio, products) = (0.0, 0.0)
        for index in component.rows {
            let row = elimination.rows[index]
            let (above, below) = (sides[2 * index], sides[2 * index + 1])
            // The stiffer side follows from the other: its own formula would subtract almost equal numbers.
            if above.stiffness >= below.stiffness {
                let other = below.stiffness * (below.drive - row.flowStep)
                sides[2 * index].stepY = row.priceStep + other
                sides[2 * index + 1].stepY = other
            } else {
                let other = above.stiffness * (above.drive + row.flowStep)
                sides[2 * index].stepY = other
                sides[2 * index + 1].stepY = other - row.priceStep
            }
            for at in 2 * index...2 * index + 1 where sides[at].isUsed {
                var side = sides[at]
                side.stepS = side.aimS / side.y - side.s - side.s * side.stepY / side.y
                side.stepE = side.aimE / side.w - side.e + side.e * side.stepY / side.w
                sides[at] = side
                ratio = max(
                    ratio, max(-side.stepS / side.s, -side.stepE / side.e),
                    max(-side.stepY / side.y, side.stepY / side.w))
                products += side.stepY * (side.stepS - side.stepE)
            }
        }
        return (ratio, products)
    }

    mutating func moveSides(_ component: LimitComponent, _ length: Double) {
        for at in 2 * component.rows.lowerBound..<2 * component.rows.upperBound where sides[at].isUsed {
            sides[at].s += length * sides[at].stepS
            sides[at].e += length * sides[at].stepE
            sides[at].y += length * sides[at].stepY
            sides[at].w -= length * sides[at].stepY
        }
    }
}
