#!/usr/bin/env bash
# Runs the shards of an evaluation as a Slurm array, then merges them and asks the gate.
#
#   EVAL='crawl --data-csv calls.csv' GATE='--require pass_rate>=0.95' bash slurm-array.sh
#
# Started by hand it submits the array, and a job that merges once all tasks have ended, however they ended: merging
# refuses a shard that is missing or did not come to its end. A task that Slurm requeues goes on where it stopped, and
# so do the tasks of an evaluation that is submitted again by its RUN_NAME.
#SBATCH --job-name=realtime-evals
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail

: "${SHARDS:=4}"                                # tasks of the array; a shard should take minutes
: "${RUN_NAME:=eval-$(date -u +%Y%m%dT%H%M%S)}" # the merged run; the shards are RUN_NAME.shard1of4 and so on
: "${RESULTS:=$PWD/results}"                    # on a file system that all nodes see
: "${EVAL:=crawl --sandbox}"                    # the verb, and what it is told
: "${GATE:=--require pass_rate>=0.95}"          # what the gate is told
export SHARDS RUN_NAME RESULTS EVAL GATE

read -ra eval <<< "$EVAL"
read -ra gate <<< "$GATE"

if [ -z "${SLURM_JOB_ID:-}" ]; then
    array=$(sbatch --parsable --array="1-$SHARDS" --output="$RUN_NAME-%A_%a.out" "$0")
    merge=$(sbatch --parsable --dependency="afterany:${array%%;*}" --output="$RUN_NAME-merge-%j.out" "$0")
    echo "run $RUN_NAME, array ${array%%;*}, merge ${merge%%;*}"
    exit
fi

# Each job lists its run in a store of its own: a database on a shared file system is no place for many writers.
export REALTIME_EVALS_STORE="${TMPDIR:-/tmp}/realtime-evals-$SLURM_JOB_ID.sqlite"
trap 'rm -f "$REALTIME_EVALS_STORE"*' EXIT
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    resume=()
    if [ -e "$RESULTS/$RUN_NAME.shard${SLURM_ARRAY_TASK_ID}of$SHARDS/run.json" ]; then resume=(--resume); fi
    realtime-evals "${eval[@]}" --results-dir "$RESULTS" --run-name "$RUN_NAME" --shard "auto/$SHARDS" "${resume[@]}"
else
    shards=()
    for ((shard = 1; shard <= SHARDS; shard++)); do shards+=("$RUN_NAME.shard${shard}of$SHARDS"); done
    realtime-evals merge "${shards[@]}" --results-dir "$RESULTS" --run-name "$RUN_NAME" --force
    realtime-evals gate "$RUN_NAME" --results-dir "$RESULTS" "${gate[@]}"
fi
