# Sourced by run.sh and test.sh: what this machine must have, installed where we may, named where we may not.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

need_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1; then
    say "VoiceBooker needs the .NET SDK 10, and there is no 'dotnet' on this machine."
    say "Install it from https://dotnet.microsoft.com/download/dotnet/10.0 (Debian: package dotnet-sdk-10.0 of Microsoft's feed), then run this again."
    exit 1
  fi
  if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "VoiceBooker needs the .NET SDK 10; this machine has: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -)."
    say "Install SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0 beside it, then run this again."
    exit 1
  fi
}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

# need_packages "package|why" ...: installs what is missing; without root says the one command and stops.
need_packages() {
  local missing=() line
  if ! command -v dpkg-query >/dev/null 2>&1; then
    say "This is no Debian: the packages $(printf '%s ' "${@%%|*}")must be there under whatever names your system gives them."
    return 0
  fi
  for line in "$@"; do
    installed "${line%%|*}" || missing+=("$line")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  if [ "$(id -u)" -ne 0 ]; then
    say "These Debian packages are missing:"
    for line in "${missing[@]}"; do say "  ${line%%|*}: ${line#*|}"; done
    say "Type this once, then run this again:"
    say "  sudo apt-get install --no-install-recommends -y ${missing[*]%%|*}"
    exit 1
  fi
  for line in "${missing[@]}"; do say "Installing ${line%%|*}: ${line#*|}"; done
  local log; log=$(mktemp)
  if ! { DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y -qq "${missing[@]%%|*}" \
      || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y -qq "${missing[@]%%|*}"; }; } >"$log" 2>&1; then
    say "The packages could not be installed. The installer's last words:"
    tail -n 15 "$log"
    say "Mend that, or install them by hand: apt-get install --no-install-recommends -y ${missing[*]%%|*}"
    exit 1
  fi
  rm -f "$log"
}

speech_packages=(
  "libpocketsphinx3|the receptionist's ears without an account (speech recognition)"
  "pocketsphinx-en-us|the American English acoustic model and dictionary for them"
  "libflite1|the receptionist's voice without an account, and the voices of simulated callers"
)
browser_packages=(
  "chromium|the console and the softphone are tested in a real browser"
  "fonts-dejavu-core|letters for that browser's screenshots"
)

database_packages=(
  "postgresql-15|what several servers share is tested on a database server of the tests' own"
)

# build SOLUTION_OR_PROJECT: quiet when it works, complete when it does not.
build() {
  say "Building $1 (the first time also fetches packages and takes a minute or two) ..."
  local log; log=$(mktemp)
  if ! dotnet build "$1" -c Release --nologo -v q >"$log" 2>&1; then
    cat "$log"
    say "The build failed; the errors stand above."
    exit 1
  fi
  rm -f "$log"
}
