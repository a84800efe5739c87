#!/usr/bin/env bash
# Writes the software bill of materials of each program that ships, CycloneDX 1.6: posture-frontend.cdx.json, posture-silo.cdx.json.
#   ops/security/sbom.sh [FOLDER]      default artifacts/sbom
# Needs the .NET SDK, and the packages as the lock files have them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if (($# > 1)); then
  sed -n '3s/^# *//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
folder=${1:-$root/artifacts/sbom}
mkdir -p "$folder"
for program in frontend silo; do
  dotnet restore "$root/$program" --locked-mode --verbosity quiet >&2
  assets=$(dotnet msbuild "$root/$program" -getProperty:ProjectAssetsFile)
  target=$folder/posture-$program.cdx.json
  dotnet run "$here/sbom/Program.cs" -- "$assets" >"$target.partial"
  mv "$target.partial" "$target"
  printf '%s: %s components\n' "${target#"$root"/}" "$(grep -c '"type": "library"' "$target")"
done
