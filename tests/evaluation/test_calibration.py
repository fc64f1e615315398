"""Bins of confidence, and the share right in each."""

import pytest

from app.evaluation.calibration import Calibration


def calibration(*judged: tuple[float, bool]) -> Calibration:
    return Calibration(judged=judged)


def test_bins_hold_their_lower_edge_and_the_last_one_both():
    bins = calibration((0.8, True), (0.89, False), (0.9, True), (1.0, True)).bins()
    assert [(b.low, b.high, b.reports, b.right) for b in bins] == [(0.8, 0.9, 2, 0.5), (0.9, 1.0, 2, 1.0)]


def test_sure_begins_at_its_edge():
    found = calibration((0.79, False), (0.8, True), (0.95, False), (0.99, True))
    assert len(found.sure) == 3
    assert found.right_when_sure == pytest.approx(2 / 3)


def test_confidence_that_keeps_its_promise_has_no_error():
    assert calibration(*[(0.75, True)] * 3, (0.75, False)).error == pytest.approx(0.0)
    assert calibration((0.9, False), (0.9, False)).error == pytest.approx(0.9)


def test_no_reports_promise_nothing():
    assert (calibration().bins(), calibration().right_when_sure, calibration().error) == ((), 0.0, 0.0)
