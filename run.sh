#!/usr/bin/env bash
# Sets up what is missing and starts VoiceBooker. ./run.sh --help says what else it can start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=infra/setup.sh
. infra/setup.sh

help() {
  cat <<'EOF'
Usage: ./run.sh [COMMAND] [OPTIONS]

  serve            start the server with its console and softphone (this is the default);
                   it prints the page to open and, at the first start, the code for making your account
  demo             the same with stand-ins of Cal.com, Calendly and a carrier on this machine: connect them, make booking
                   events, talk, let campaigns call simulated people, and see what stands there, without an account
  call             a simulated caller phones a server of its own over the simulated carrier and books a meeting;
                   prints what was said, what was heard and what was booked   (--text: typed instead of spoken)
  lab [SUITE]      a suite of simulated calls; its figure is on the last line, exit code 0 when it holds
                   suites: scenarios (default), faults, load                  (--text: typed, as fast as it goes);
                   calendars (providers' calendars and all that can go wrong there; --spoken: audio calls),
                   race (200 callers for 20 times), waiting (what a slow provider costs the caller),
                   minds (a stand-in of a language model leads every scenario, then fails in every way at every turn),
                   hosted (all spoken stories over stand-ins of every hosted vendor), vendors (every vendor dies once in every call),
                   share (what the platform itself adds to a reply, at 1, 10, 50 and 100 calls),
                   hostile (callers and models of bad intent; nothing false is said, booked, told or dialled),
                   campaign (250 people are called while the server is killed 20 times: nobody twice, nobody forgotten, those who
                   asked for another call at their time; then 12 openings for 500 people)
                     --contacts 250      people called while the server is killed
                     --kills 20          how often it is killed
                     --seed 1            who is who, and when it is killed
                     --list-lag 3.5      by how many seconds the carrier's list of calls lags behind meanwhile
                     --openings true     only the part with the openings; false: only the part with the kills; left out: both
                     --out DIR           keeps the carrier's log, the server's log and its data
                     --set KEY=VALUE     a setting of the server
  stand-ins [ONE]  the other side alone, for a server that runs elsewhere: carrier (default), calendars
                   (Cal.com and Calendly, with their addresses, keys and the settings for the server), or all;
                   the carrier's page tells how people behave who are called, by the last digits of their number

Options after the command go to it: ./run.sh serve --urls http://127.0.0.1:8080, ./run.sh lab --help
Settings: appsettings.sample.json names every one; put yours into appsettings.local.json or the environment.
Data (database, recordings, keys) lies under data/.
EOF
}

command=${1:-serve}
case "$command" in
  -h|--help|help) help; exit 0 ;;
  -*) command=serve ;;
  *) [ $# -gt 0 ] && shift ;;
esac

server=src/VoiceBooker.Server/bin/Release/net10.0/VoiceBooker.Server.dll
lab=src/VoiceBooker.CallLab/bin/Release/net10.0/calllab.dll

case "$command" in
  serve)
    need_dotnet
    need_packages "${speech_packages[@]}"
    build src/VoiceBooker.Server/VoiceBooker.Server.csproj
    exec dotnet "$server" "$@"
    ;;
  call|demo|lab|stand-ins)
    need_dotnet
    [ "$command ${1:-}" = "stand-ins calendars" ] || need_packages "${speech_packages[@]}"
    [ "$command" = stand-ins ] || build src/VoiceBooker.Server/VoiceBooker.Server.csproj
    build src/VoiceBooker.CallLab/VoiceBooker.CallLab.csproj
    if [ "$command" = stand-ins ]; then exec dotnet "$lab" stand-ins "$@"; fi
    exec dotnet "$lab" "$command" --server-dll "$PWD/$server" "$@"
    ;;
  *)
    say "'$command' is not a command."
    help
    exit 2
    ;;
esac
