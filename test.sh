#!/usr/bin/env bash
# Sets up what is missing, builds everything and runs every test. Options go to 'dotnet test' (for example --filter Playout);
# --everything, as the first one, also plays what is only sampled otherwise (every recorded utterance).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ "${1:-}" = --everything ]; then
  shift
  export VOICEBOOKER_TEST_EVERYTHING=1
fi
# shellcheck source=infra/setup.sh
. infra/setup.sh

need_dotnet
need_packages "${speech_packages[@]}" "${browser_packages[@]}" "${database_packages[@]}"
build VoiceBooker.sln

# Servers and test hosts live for seconds: code that is instrumented for a long life costs them a tenth of the processor and gives nothing back.
export DOTNET_TieredPGO=0

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test VoiceBooker.sln -c Release --no-build --nologo "$@" 2>&1 | tee "$log" || status=$?

# One closing line over all test projects.
awk '
  /(Passed|Failed|Skipped)! +- Failed:/ {
    gsub(/,/, "")
    for (i = 1; i < NF; i++) {
      if ($i == "Passed:") passed += $(i + 1)
      if ($i == "Failed:") failed += $(i + 1)
      if ($i == "Skipped:") skipped += $(i + 1)
    }
  }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }
' "$log"
exit "$status"
