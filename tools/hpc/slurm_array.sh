#!/bin/bash
# A sweep as a Slurm array, a shard a task:
#   sbatch --array=1-8 tools/hpc/slurm_array.sh plan.toml /scratch/me/plan
# With a third argument the number of shards is that, not that of the tasks: to run shard 3 of 8 alone,
#   sbatch --array=3 tools/hpc/slurm_array.sh plan.toml /scratch/me/plan 8
# KORUS: the program, if it is not on the PATH. KORUS_REQUEUES: how often a task may be requeued (20).
#SBATCH --job-name=korus-sweep
#SBATCH --array=1-8
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --time=04:00:00
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=korus-%A_%a.out
if [ $# -lt 2 ] || [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
  echo "usage: sbatch --array=1-N $0 PLAN FOLDER [SHARDS]" >&2
  exit 64
fi
"${KORUS:-korus}" sweep "$1" --shard "$SLURM_ARRAY_TASK_ID/${3:-$SLURM_ARRAY_TASK_COUNT}" \
  --threads "${SLURM_CPUS_PER_TASK:-1}" -o "$2" &
sweep=$!
# Slurm tells this script that time is up; korus then finishes the files it is at and exits with 75.
trap 'kill -TERM $sweep' TERM
wait $sweep
code=$?
while kill -0 $sweep 2>/dev/null; do  # it was the signal that ended the wait
  wait $sweep
  code=$?
done
if [ $code = 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt "${KORUS_REQUEUES:-20}" ]; then
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
  sleep 60  # until it takes this task away
fi
exit $code
