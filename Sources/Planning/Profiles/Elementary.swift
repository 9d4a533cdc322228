// SPDX-License-Identifier: Apache-2.0

/// Sine, cosine, exponential and logarithm by their series: the same bits on every machine, which no C library
/// promises. Profiles need no more than nine digits.
enum Elementary {
    static func sin(_ angle: Double) -> Double {
        // To [-pi, pi], then by sin(pi - x) = sin(x) to [-pi/2, pi/2], where x^21/21! is below 1e-15.
        var x = angle - (angle / (2 * .pi)).rounded() * 2 * .pi
        if x > .pi / 2 { x = .pi - x } else if x < -.pi / 2 { x = -.pi - x }
        var term = x, sum = x
        for order in stride(from: 3.0, through: 21.0, by: 2) {
            term *= -x * x / (order * (order - 1))
            sum += term
        }
        return sum
    }

    static func cos(_ angle: Double) -> Double { sin(angle + .pi / 2) }

    static func exp(_ value: Double) -> Double {
        guard value > -700 else { return 0 }
        // e^x = (e^(x / 2^k))^(2^k) with |x / 2^k| <= 1/2.
        var halvings = 0, x = min(value, 700)
        while x.magnitude > 0.5 {
            x /= 2
            halvings += 1
        }
        var term = 1.0, sum = 1.0
        for order in 1...16 {
            term *= x / Double(order)
            sum += term
        }
        for _ in 0..<halvings { sum *= sum }
        return sum
    }

    /// - Precondition: above 0.
    static func log(_ value: Double) -> Double {
        // m in [1/sqrt 2, sqrt 2); ln m = 2 artanh((m - 1) / (m + 1)).
        var exponent = Double(value.exponent), mantissa = value.significand
        if mantissa > 2.0.squareRoot() {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        var power = ratio, sum = ratio
        for order in stride(from: 3.0, through: 25.0, by: 2) {
            power *= ratio * ratio
            sum += power / order
        }
        return 2 * sum + exponent * 0.693_147_180_559_945_3
    }
}
