-- How many latencies of a run its machine was too busy to measure; NULL for runs that were stored before that was known.
ALTER TABLE runs ADD COLUMN uncertain_latency_count INTEGER;
