"""A missing browser must be loud: without one nothing here would be tested."""

import pytest

from tests.browser.lab import find_chromium


def test_without_a_browser_the_tests_fail_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="install Chromium"):
        find_chromium()


def test_a_wrong_name_is_not_silently_replaced(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    with pytest.raises(RuntimeError, match="no-such-browser"):
        find_chromium()


def test_the_named_browser_is_taken(monkeypatch, tmp_path):
    program = tmp_path / "my-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert find_chromium() == str(program)
