#!/bin/bash
# A sweep under MPI, its files shared out among the ranks as each asks for more:
#   tools/hpc/mpi.sh plan.toml /scratch/me/plan -np 64 [other options of mpirun]
#   sbatch --ntasks=64 tools/hpc/mpi.sh plan.toml /scratch/me/plan
# KORUS, MPIRUN: the programs, if they are not on the PATH.
#SBATCH --job-name=korus-sweep
#SBATCH --ntasks=16
#SBATCH --cpus-per-task=1
#SBATCH --time=04:00:00
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=korus-%j.out
if [ $# -lt 2 ]; then
  echo "usage: $0 PLAN FOLDER [OPTIONS OF MPIRUN]" >&2
  exit 64
fi
plan=$1
folder=$2
shift 2
"${MPIRUN:-mpirun}" "$@" "${KORUS:-korus}" sweep "$plan" --mpi --threads "${SLURM_CPUS_PER_TASK:-1}" -o "$folder" &
ranks=$!
# mpirun would kill the ranks at TERM; USR1 it hands on, and they finish the files they are at.
trap 'kill -USR1 $ranks' TERM
wait $ranks
code=$?
while kill -0 $ranks 2>/dev/null; do  # it was the signal that ended the wait
  wait $ranks
  code=$?
done
if [ $code = 75 ] && [ -n "${SLURM_JOB_ID:-}" ] && [ "${SLURM_RESTART_COUNT:-0}" -lt "${KORUS_REQUEUES:-20}" ]; then
  scontrol requeue "$SLURM_JOB_ID"
  sleep 60  # until it takes this job away
fi
exit $code
