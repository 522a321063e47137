#!/usr/bin/env bash
# A million customers as CSV, and 200,000 with relations and in a workbook; a row for every row.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tests/long/customer_stream.py build/interdict --rows 1000000 --forms csv
tests/long/customer_stream.py build/interdict --rows 200000 --forms related,ftm,xlsx
