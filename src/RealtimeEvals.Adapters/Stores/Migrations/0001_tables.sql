-- Times are ISO 8601 in UTC with seven digits of a second, so that they sort as text. Enums are words. Amounts are text, to lose no digit.

PRAGMA application_id = 0x52544556;

CREATE TABLE runs (
    run_path TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL,
    harness TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    planned INTEGER NOT NULL,
    data_cases INTEGER,
    passed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    errored INTEGER NOT NULL,
    inconclusive INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    pass_rate REAL,
    latency_first_audio_ms_p50 REAL,
    latency_first_audio_ms_p95 REAL,
    latency_count INTEGER NOT NULL,
    cost_usd TEXT,
    stored_at TEXT NOT NULL
) STRICT;

CREATE TABLE prompts (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- An id of another platform does not depend on the text alone, so that two texts may share it.
CREATE INDEX prompts_by_id ON prompts (id, name);

-- run_path is no foreign key: an interview may be stored before its run, and without it.
CREATE TABLE interviews (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    end_reason TEXT,
    outcome TEXT NOT NULL,
    rationale TEXT NOT NULL,
    doubt TEXT NOT NULL,
    turn_count INTEGER NOT NULL,
    interviewer_prompt_key INTEGER NOT NULL REFERENCES prompts (key),
    participant_prompt_key INTEGER NOT NULL REFERENCES prompts (key),
    end_cue TEXT NOT NULL,
    interviewer_model TEXT NOT NULL,
    participant_model TEXT NOT NULL,
    provider TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    cost_usd TEXT,
    product_version TEXT NOT NULL,
    run_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    run_path TEXT NOT NULL,
    imported_from TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;

CREATE INDEX interviews_by_id ON interviews (id);
CREATE UNIQUE INDEX interviews_by_place ON interviews (run_path, conversation_id) WHERE run_path <> '';
CREATE INDEX interviews_by_interviewer_prompt ON interviews (interviewer_prompt_key);
CREATE INDEX interviews_by_participant_prompt ON interviews (participant_prompt_key);

-- A prompt may hold what is private, so that it goes with the last interview that used it.
CREATE TRIGGER prompts_unused AFTER DELETE ON interviews
BEGIN
    DELETE FROM prompts
    WHERE key IN (OLD.interviewer_prompt_key, OLD.participant_prompt_key)
        AND NOT EXISTS (SELECT 1 FROM interviews WHERE interviewer_prompt_key = prompts.key)
        AND NOT EXISTS (SELECT 1 FROM interviews WHERE participant_prompt_key = prompts.key);
END;

CREATE TABLE turns (
    interview_key INTEGER NOT NULL REFERENCES interviews (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT,
    latency_first_audio_ms REAL,
    PRIMARY KEY (interview_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    interview_key INTEGER NOT NULL REFERENCES interviews (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (interview_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE tests (
    interview_key INTEGER NOT NULL REFERENCES interviews (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    test TEXT NOT NULL,
    metric TEXT NOT NULL,
    value REAL,
    status TEXT NOT NULL,
    bounds TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (interview_key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE analyses (
    key INTEGER PRIMARY KEY,
    interview_key INTEGER NOT NULL REFERENCES interviews (key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    computed_at TEXT NOT NULL,
    is_failed INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (interview_key, kind)
) STRICT;
