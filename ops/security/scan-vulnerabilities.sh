#!/usr/bin/env bash
# Asks NuGet's sources whether a package of the programs that ship has a known vulnerability. A source without advisories says
# "no vulnerable packages" as well, so a package that is known to have one is asked about first.
#   ops/security/scan-vulnerabilities.sh       0 none, 1 at least one, 2 could not be found out
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# GHSA-5crp-9r3c-p9vr, of 2022.
canary=Newtonsoft.Json canary_version=9.0.1
# What is looked for below is English.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=true

unknown() {
  printf 'COULD NOT CHECK  %s\n' "$1"
  exit 2
}

# flagged PROJECT: what is known about its packages, as dotnet prints it. Fails when dotnet did not say one or the other.
flagged() {
  local answer
  answer=$(dotnet list "$1" package --vulnerable --include-transitive 2>&1) || { printf '%s\n' "$answer" >&2; return 1; }
  if grep -q 'has the following vulnerable packages' <<<"$answer"; then
    grep -E '^ +> ' <<<"$answer"
  elif ! grep -q 'has no vulnerable packages' <<<"$answer"; then
    printf '%s\n' "$answer" >&2
    return 1
  fi
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/canary.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="$canary" Version="$canary_version" /></ItemGroup>
</Project>
END

command -v dotnet >/dev/null || unknown 'The .NET SDK is not installed.'
dotnet restore "$scratch" --verbosity quiet >&2 || unknown "$canary $canary_version, which is asked about first, could not be fetched."
known=$(flagged "$scratch") || unknown 'dotnet list package failed on the package that is asked about first.'
grep -q "> $canary " <<<"$known" ||
  unknown "advisory data unavailable: $canary $canary_version, known to be vulnerable, was not flagged. Add a source with advisories (nuget.org) and run this again."

found=0
for program in frontend silo; do
  dotnet restore "$root/$program" --locked-mode --verbosity quiet >&2 || unknown "$program: dotnet restore --locked-mode failed."
  of_ours=$(flagged "$root/$program") || unknown "$program: dotnet list package failed."
  if [[ -n $of_ours ]]; then
    printf 'LOOK AT  %s\n%s\n' "$program" "$of_ours"
    found=1
  else
    printf 'well     %s: no package with a known vulnerability\n' "$program"
  fi
done
exit "$found"
