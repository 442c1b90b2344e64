// The realtime session of the agents package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agents, client, locked, model, open, socketOf, z } from './clients.mjs';

const limit = { timeout: 15_000 };
const { RealtimeAgent, RealtimeSession, OpenAIRealtimeWebSocket, tool } = agents;

/** Runs one question to its end: what the agent's tool was called with, what the session told of, and its history. */
async function ask({ question, name, parameters, base = open, apiKey = 'any', config = {} }) {
  const seen = { calls: [], events: [], errors: [], wire: [] };
  const agent = new RealtimeAgent({
    name: 'desk',
    instructions: 'You answer the telephone.',
    tools: [tool({ name, description: name, parameters, execute: async (given) => { seen.calls.push(given); return '{"done":true}'; } })],
  });
  const transport = new OpenAIRealtimeWebSocket({ url: `${socketOf(base)}?model=${model}`, useInsecureApiKey: true });
  const session = new RealtimeSession(agent, { transport, model, config });
  for (const event of ['agent_tool_start', 'agent_tool_end', 'audio_start']) session.on(event, () => seen.events.push(event));
  session.on('error', (error) => seen.errors.push(JSON.stringify(error)));
  session.on('transport_event', (event) => seen.wire.push(event));
  const answered = new Promise((resolve) => {
    session.on('transport_event', (event) => {
      if (event.type === 'response.done' && event.response.output.at(-1)?.type === 'message' && seen.calls.length > 0) resolve();
    });
  });
  await session.connect({ apiKey });
  session.sendMessage(question);
  await answered;
  seen.history = session.history;
  session.close();
  return seen;
}

test('agents: a function round that a rule begins', limit, async () => {
  const seen = await ask({
    question: 'How much is outstanding on account BW-48213?',
    name: 'get_account_balance',
    parameters: z.object({ account_id: z.string() }),
  });
  assert.deepEqual(seen.calls, [{ account_id: 'BW-48213' }]);
  assert.deepEqual(seen.events.filter((event) => event !== 'audio_start'), ['agent_tool_start', 'agent_tool_end']);
  assert.deepEqual(seen.errors, []);
  const round = seen.history.find((item) => item.type === 'function_call');
  assert.deepEqual([round.status, round.name, round.output], ['completed', 'get_account_balance', '{"done":true}']);
  const answers = seen.history.filter((item) => item.role === 'assistant');
  assert.ok(answers.every((item) => item.status === 'completed' && item.content[0].transcript.length > 0));
});

test('agents: a function round with a tool that no rule knows', limit, async () => {
  const seen = await ask({
    question: 'What is the weather in Oslo?',
    name: 'get_weather',
    parameters: z.object({ city: z.string(), unit: z.enum(['celsius', 'fahrenheit']) }),
  });
  assert.deepEqual([seen.calls.length, seen.calls[0].unit, typeof seen.calls[0].city], [1, 'celsius', 'string']);
  assert.deepEqual(seen.errors, []);
});

test('agents: a function round that the session forces', limit, async () => {
  const seen = await ask({
    question: 'Good morning.',
    name: 'lookup',
    parameters: z.object({ deep: z.boolean(), count: z.number() }),
    config: { toolChoice: 'required' },
  });
  assert.deepEqual(seen.calls, [{ deep: true, count: 1 }]);
  assert.deepEqual(seen.errors, []);
});

test('agents: a session with a short-lived key', limit, async () => {
  const { value } = await client('required', locked).realtime.clientSecrets.create({ session: { type: 'realtime', model } });
  const seen = await ask({
    question: 'What is the weather in Oslo?',
    name: 'get_weather',
    parameters: z.object({ city: z.string() }),
    base: locked,
    apiKey: value,
  });
  assert.equal(seen.calls.length, 1);
});

test('agents: every event is one that the package knows', limit, async () => {
  const seen = await ask({ question: 'What is the weather in Oslo?', name: 'get_weather', parameters: z.object({ city: z.string() }) });
  assert.ok(seen.wire.length > 20);
  for (const event of seen.wire) assert.ok(typeof event.type === 'string' && typeof event.event_id === 'string', JSON.stringify(event));
});
