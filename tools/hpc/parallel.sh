#!/bin/bash
# A sweep in shards by GNU parallel, on this machine or several that share the folder:
#   tools/hpc/parallel.sh plan.toml /scratch/me/plan 64 --jobs 16
#   tools/hpc/parallel.sh plan.toml /scratch/me/plan 64 --sshloginfile nodes --workdir "$PWD"
# Ends with the code of a shard that was refused (73: the folder holds another plan), else with what `korus status` says: 75 where
# something is missing. KORUS: the program, if it is not on the PATH.
if [ $# -lt 3 ]; then
  echo "usage: $0 PLAN FOLDER SHARDS [OPTIONS OF PARALLEL]" >&2
  exit 64
fi
plan=$1
folder=$2
shards=$3
shift 3
korus=${KORUS:-korus}
joblog=$(mktemp) || exit 73
trap 'rm -f "$joblog"' EXIT
parallel --joblog "$joblog" --quote --line-buffer --termseq TERM,120000,KILL,100 "$@" \
  "$korus" sweep "$plan" --shard "{}/$shards" --threads 1 -o "$folder" ::: $(seq "$shards") &
shares=$!
# At the first TERM it starts no more shards, at the second it tells those that run to end.
trap 'kill -TERM $shares; sleep 0.2; kill -TERM $shares' TERM
wait $shares
failed=$?
while kill -0 $shares 2>/dev/null; do  # it was the signal that ended the wait
  wait $shares
  failed=$?
done
"$korus" status "$folder"
code=$?
# The status is of what stands in the folder, of whatever plan; a refused shard has not touched it. No refusal: told to end (75),
# killed (above 128).
refused=$(awk -F '\t' 'NR > 1 && $7 > 0 && $7 <= 128 && $7 != 75 { print $7; exit }' "$joblog")
if [ -n "$refused" ]; then
  echo "$0: a shard was refused with exit code $refused: its reason is above, and the status may be of another plan" >&2
  exit "$refused"
fi
if [ $failed != 0 ] && [ $code = 0 ]; then
  echo "$0: parallel ended with $failed: its reason is above, and the files that are there may be of another plan" >&2
  exit 73
fi
exit $code
