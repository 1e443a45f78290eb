"""Checks: facts and drafts in, findings out. Pure; knows no Word and no disk layout.

``check.check(case)``, ``explain.explain(rule_id)``, ``compliance.compliance_rows(case)``, ``report.to_json``,
``report.texts`` and ``report_html.to_html`` are what the rooms above use. Nothing is imported here, so that a command
pays for what it uses.
"""
