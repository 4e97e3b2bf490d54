#!/bin/bash
# A sweep in shards by GNU parallel, on this machine or several that share the folder:
#   tools/hpc/parallel.sh plan.toml /scratch/me/plan 64 --jobs 16
#   tools/hpc/parallel.sh plan.toml /scratch/me/plan 64 --sshloginfile nodes --workdir "$PWD"
# Ends with what `korus status` says: 75 where something is missing. KORUS: the program, if it is not on the PATH.
if [ $# -lt 3 ]; then
  echo "usage: $0 PLAN FOLDER SHARDS [OPTIONS OF PARALLEL]" >&2
  exit 64
fi
plan=$1
folder=$2
shards=$3
shift 3
korus=${KORUS:-korus}
parallel --quote --line-buffer --termseq TERM,120000,KILL,100 "$@" \
  "$korus" sweep "$plan" --shard "{}/$shards" --threads 1 -o "$folder" ::: $(seq "$shards") &
shares=$!
# At the first TERM it starts no more shards, at the second it tells those that run to end.
trap 'kill -TERM $shares; sleep 0.2; kill -TERM $shares' TERM
wait $shares
while kill -0 $shares 2>/dev/null; do  # it was the signal that ended the wait
  wait $shares
done
"$korus" status "$folder"
