"""Pytest plugin of `make test-full`: with RECOGNITION_NO_SKIP=1 a skipped test or module is a failure."""

import os
from collections.abc import Generator

import pytest

ASKED = os.environ.get("RECOGNITION_NO_SKIP") == "1"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr
    return str(told[2]) if isinstance(told, tuple) else str(told)


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    expected_failure = hasattr(report, "wasxfail")
    if ASKED and report.skipped and not expected_failure:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: a skip counts as a failure here. {_reason(report)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report
