# SPDX-License-Identifier: Apache-2.0
"""Cars, batteries and PV against figures worked out by hand."""
import unittest

from peers.devices import Battery, Photovoltaic, Setpoint
from peers.vehicle import Vehicle


def drive(vehicle, limit_a, begin, seconds, dt=0.1):
    """Currents every `dt`; the limit is constant."""
    return [vehicle.step(begin + i * dt, dt, limit_a) for i in range(round(seconds / dt))]


class Car(unittest.TestCase):
    def test_reacts_after_its_delay_and_ramps(self):
        car = Vehicle(maximum_a=32, delay_s=2, ramp_a_per_s=10)
        currents = drive(car, 16, 0, 5)
        self.assertEqual(set(currents[:19]), {0})
        self.assertAlmostEqual(currents[-1], 16)
        self.assertEqual(drive(car, 6, 5, 1.8)[-1], 16)
        self.assertAlmostEqual(drive(car, 6, 6.8, 2)[-1], 6)

    def test_stops_below_the_minimum(self):
        car = Vehicle()
        drive(car, 10, 0, 5)
        self.assertEqual(drive(car, 5.9, 5, 5)[-1], 0)
        self.assertEqual(drive(car, 6, 10, 5)[-1], 6)

    def test_draws_no_more_than_it_can(self):
        self.assertAlmostEqual(drive(Vehicle(maximum_a=13), 32, 0, 6)[-1], 13)

    def test_a_car_that_does_not_obey(self):
        self.assertAlmostEqual(drive(Vehicle(maximum_a=32, obeys=False), 0, 0, 6)[-1], 32)

    def test_stops_when_full(self):
        car = Vehicle(soc=0.9999, capacity_kwh=1)
        drive(car, 10, 0, 5)
        car.charge(1)
        self.assertEqual(drive(car, 10, 5, 5)[-1], 0)


def run(device, begin, seconds):
    for i in range(round(seconds * 10)):
        device.step(begin + i * 0.1, 0.1)
    return device.power_kw


class Devices(unittest.TestCase):
    def battery(self, **more):
        return Battery("b", 5, 5, 0, 0, capacity_kwh=10, soc=0.5, **more)

    def test_setpoint_after_the_delay_until_it_expires(self):
        battery = self.battery()
        battery.receive(Setpoint(-3, valid_until=20, seq=1, received_at=0))
        self.assertEqual(run(battery, 0, 0.4), 0)
        self.assertAlmostEqual(run(battery, 0.4, 5), -3)
        self.assertAlmostEqual(run(battery, 20, 5), 0)

    def test_without_a_setpoint_the_wish_within_the_default(self):
        battery = self.battery()
        battery.wish_kw, battery.default_import_kw = 4, 1
        self.assertAlmostEqual(run(battery, 0, 5), 1)

    def test_energy(self):
        """3.6 kW for 1000 s at 95 % into 10 kWh: 1 kWh bought, 0.095 of it stored."""
        battery = self.battery(power_kw=3.6)
        battery.receive(Setpoint(3.6, valid_until=1e9, seq=1, received_at=-1))
        run(battery, 0, 1000)
        self.assertAlmostEqual(battery.soc, 0.595, places=4)

    def test_an_empty_battery_gives_nothing(self):
        battery = self.battery()
        battery.soc = 0
        battery.receive(Setpoint(-3, valid_until=99, seq=1, received_at=0))
        self.assertEqual(run(battery, 1, 5), 0)

    def test_pv_gives_what_the_sun_and_the_limit_allow(self):
        pv = Photovoltaic("p", 0, 8, 0, 8, available_kw=6)
        self.assertAlmostEqual(run(pv, 0, 5), -6)
        pv.receive(Setpoint(-2.5, valid_until=99, seq=1, received_at=5))
        self.assertAlmostEqual(run(pv, 6, 5), -2.5)
        pv.receive(Setpoint(0, valid_until=99, seq=2, received_at=12))
        self.assertAlmostEqual(run(pv, 13, 5), 0)


if __name__ == "__main__":
    unittest.main()
