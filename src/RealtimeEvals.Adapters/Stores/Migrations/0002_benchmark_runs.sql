-- The interviews as the table of the benchmark platform of vCDR has them, for what was written to read that.
-- The order of a list is that of a subquery: ORDER BY in an aggregate is an error that makes older SQLite refuse the whole database.

CREATE VIEW benchmark_runs AS
SELECT
    i.id AS run_id,
    strftime('%Y-%m-%dT%H:%M:%fZ', i.started_at) AS created_at,
    'benchmark' AS mode,
    i.turn_count AS num_turns,
    a.id AS interviewer_prompt_id,
    p.id AS simulated_user_prompt_id,
    (
        SELECT json_group_array(json(entry)) FROM (
            SELECT json_object(
                'speaker', CASE speaker WHEN 'agent' THEN 'interviewer' ELSE 'simulated_user' END,
                'content', text,
                'timestamp', strftime('%Y-%m-%dT%H:%M:%fZ', at)) AS entry
            FROM turns WHERE interview_key = i.key ORDER BY number)
    ) AS conversation_history_json,
    (
        SELECT json_group_array(json(entry)) FROM (
            SELECT json_object(
                'timestamp', strftime('%Y-%m-%dT%H:%M:%fZ', at),
                'source', source,
                'action', action,
                'data', json(CASE WHEN data = '' THEN 'null' WHEN json_valid(data) THEN data ELSE json_quote(data) END)) AS entry
            FROM events WHERE interview_key = i.key ORDER BY number)
    ) AS event_log_json,
    nullif(a.name, '') AS interviewer_prompt_name,
    nullif(p.name, '') AS simulated_user_prompt_name,
    (SELECT json FROM analyses WHERE interview_key = i.key AND kind = 'simple') AS quality_metrics_json,
    (
        SELECT nullif(json_group_array(json(entry)), '[]') FROM (
            SELECT json_object(
                'title', test,
                'variables', (
                    SELECT json_group_array(json(variable)) FROM (
                        SELECT json_object('metric', metric, 'value', value, 'status', nullif(status, 'inconclusive')) AS variable
                        FROM tests v WHERE v.interview_key = t.interview_key AND v.test = t.test ORDER BY v.number))) AS entry
            FROM tests t WHERE t.interview_key = i.key GROUP BY t.test ORDER BY min(t.number))
    ) AS benchmark_tests_json
FROM interviews i
JOIN prompts a ON a.key = i.interviewer_prompt_key
JOIN prompts p ON p.key = i.participant_prompt_key;
