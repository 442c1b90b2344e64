// Keys that live for a short time, and the ways to show one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserSocket, OpenAI, WebSocket, client, locked, model, open, socketOf } from './clients.mjs';

const limit = { timeout: 15_000 };
const session = { type: 'realtime', model: 'gpt-realtime-2.1-mini', instructions: 'Be kind.', audio: { output: { voice: 'cedar' } } };

/** The first event of a socket, or the HTTP status of its refusal. */
function first(url, protocols, headers = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    const end = (value) => { socket.terminate(); resolve(value); };
    socket.on('message', (message) => end(JSON.parse(message.toString())));
    socket.on('unexpected-response', (_, response) => end(response.statusCode));
    socket.on('error', reject);
  });
}

test('client_secrets: a key with an end and the session that it opens', limit, async () => {
  const before = Math.floor(Date.now() / 1000);
  const secret = await client().realtime.clientSecrets.create({ session, expires_after: { anchor: 'created_at', seconds: 60 } });
  assert.match(secret.value, /^ek_/);
  assert.ok(secret.expires_at >= before + 60 && secret.expires_at <= before + 70);
  assert.deepEqual(
    [secret.session.type, secret.session.object, secret.session.model, secret.session.instructions],
    ['realtime', 'realtime.session', session.model, 'Be kind.']);
  assert.equal(typeof secret.session.id, 'string');
  assert.equal((await client().realtime.clientSecrets.create({})).session.model, model);
});

test('client_secrets: the key opens the socket as a bearer, with the session in it', limit, async () => {
  const { value } = await client('required', locked).realtime.clientSecrets.create({ session });
  const created = await first(socketOf(locked), [], { Authorization: `Bearer ${value}` });
  assert.deepEqual(
    [created.type, created.session.model, created.session.instructions, created.session.audio.output.voice],
    ['session.created', session.model, 'Be kind.', 'cedar']);
});

test('client_secrets: the key opens the socket from a subprotocol, as in a browser', limit, async () => {
  const { value } = await client('required', locked).realtime.clientSecrets.create({ session });
  const created = await first(`${socketOf(locked)}?model=${model}`, ['realtime', `openai-insecure-api-key.${value}`]);
  assert.deepEqual([created.type, created.session.model, created.session.instructions], ['session.created', model, 'Be kind.']);
});

test('client_secrets: the socket of the package for browsers takes it', limit, async () => {
  globalThis.WebSocket = class extends WebSocket { constructor(url, protocols) { super(String(url).replace('wss:', 'ws:'), protocols); } };
  const { value } = await client('required', locked).realtime.clientSecrets.create({ session });
  const openai = new OpenAI({ apiKey: value, baseURL: locked, dangerouslyAllowBrowser: true });
  const socket = new BrowserSocket({ model, dangerouslyAllowBrowser: true }, openai);
  const created = await new Promise((resolve, reject) => { socket.on('session.created', resolve); socket.on('error', reject); });
  socket.close();
  assert.equal(created.session.instructions, 'Be kind.');
});

test('client_secrets: the key of a session that only transcribes', limit, async () => {
  const secret = await client().realtime.clientSecrets.create({
    session: { type: 'transcription', audio: { input: { transcription: { model: 'gpt-transcribe' } } } },
  });
  const created = await first(socketOf(open), [], { Authorization: `Bearer ${secret.value}` });
  assert.deepEqual(
    [secret.session.type, created.session.type, created.session.audio.input.transcription.model],
    ['transcription', 'transcription', 'gpt-transcribe']);
});

test('client_secrets: what is wrong is refused', limit, async () => {
  const refused = async (body) => {
    const error = await client().realtime.clientSecrets.create(body).catch((caught) => caught);
    return [error.status, error.code, error.param];
  };
  assert.deepEqual(await refused({ expires_after: { seconds: 5 } }), [400, 'invalid_value', 'expires_after.seconds']);
  assert.deepEqual(await refused({ session: { instructions: 'x' } }), [400, 'missing_required_parameter', 'session.type']);
  assert.deepEqual(await refused({ session: { type: 'realtime', model: 'gpt-nothing' } }), [404, 'model_not_found', 'session.model']);
  assert.deepEqual(
    await refused({ session: { type: 'realtime', tools: [{ type: 'function', name: 'a b' }] } }),
    [400, 'invalid_value', 'session.tools[0].name']);
});

test('keys: none, a wrong one and an unknown short-lived one are refused; the key itself is taken in each form', limit, async () => {
  const url = `${socketOf(locked)}?model=${model}`;
  assert.equal(await first(url, ['realtime']), 401);
  assert.equal(await first(url, ['realtime'], { Authorization: 'Bearer wrong' }), 401);
  assert.equal(await first(url, ['realtime', 'openai-insecure-api-key.wrong']), 401);
  assert.equal(await first(url, ['realtime', 'openai-insecure-api-key.ek_unknown']), 401);
  assert.equal(await first(`${socketOf(open)}?model=${model}`, [], { Authorization: 'Bearer ek_unknown' }), 401);
  assert.equal((await first(url, [], { Authorization: 'Bearer required' })).type, 'session.created');
  assert.equal((await first(url, [], { 'api-key': 'required' })).type, 'session.created');
  assert.equal((await first(url, ['realtime', 'openai-insecure-api-key.required'])).type, 'session.created');
});

test('keys: a short-lived key opens nothing but the socket', limit, async () => {
  const { value } = await client('required', locked).realtime.clientSecrets.create({ session });
  await assert.rejects(client(value, locked).models.list(), (error) => error.status === 401);
});
