// What the checks share: the official packages, where the sandboxes are, and how to wait for an event.
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';

const require = createRequire(path.join(process.env.SANDBOX_PACKAGES, 'package.json'));

export const { default: OpenAI, toFile } = require('openai');
export const { OpenAIRealtimeWS } = require('openai/realtime/ws');
export const { OpenAIRealtimeWebSocket: BrowserSocket } = require('openai/realtime/websocket');
export const agents = require('@openai/agents-realtime');
export const { WebSocket } = require('ws');
export const { z } = require('zod');

/** A sandbox that takes any key, and one that takes only the key `required`. */
export const open = process.env.SANDBOX_OPEN;
export const locked = process.env.SANDBOX_LOCKED;
export const socketOf = (base) => base.replace('http', 'ws') + '/realtime';
export const model = 'gpt-realtime-2.1';

export const client = (apiKey = 'any', baseURL = open) => new OpenAI({ apiKey, baseURL, maxRetries: 0 });

/** A socket of the `openai` package that keeps what it received and hands it out in order. */
export class Session {
  #events = [];
  #waiting;

  constructor(socket) {
    this.socket = socket;
    socket.on('event', (event) => this.#take(event));
    socket.on('error', (error) => { if (!error.error) this.#take({ type: 'broken', message: error.message }); });
  }

  #take(event) {
    this.#events.push(event);
    this.#waiting?.();
  }

  static async open(props = { model }, options = {}) {
    // The package asks for TLS wherever it connects to; on loopback there is none.
    const session = new Session(new OpenAIRealtimeWS({ ...props, options: { createConnection: net.connect, ...options } }, client()));
    session.created = (await session.until('session.created')).at(-1);
    return session;
  }

  send(type, fields = {}) {
    this.socket.send({ type, ...fields });
  }

  update(fields) {
    this.send('session.update', { session: { type: 'realtime', ...fields } });
    return this.until('session.updated');
  }

  say(text) {
    this.send('conversation.item.create', { item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] } });
    return this.until('conversation.item.done');
  }

  respond(response = {}) {
    this.send('response.create', { response });
    return this.until('response.done');
  }

  append(pcm) {
    for (let at = 0; at < pcm.length; at += 4800) {
      this.send('input_audio_buffer.append', { audio: pcm.subarray(at, at + 4800).toString('base64') });
    }
  }

  /** All events up to the first of a type; an error that was not asked for ends the wait. */
  async until(type) {
    const taken = [];
    while (true) {
      while (this.#events.length === 0) await new Promise((resolve) => { this.#waiting = resolve; });
      const event = this.#events.shift();
      taken.push(event);
      if (event.type === type) return taken;
      if (event.type === 'error' || event.type === 'broken') throw new Error(JSON.stringify(event));
    }
  }

  close() {
    this.socket.close();
  }
}

/** The audio of a caller: linear PCM at 24 kHz, from the sandbox's own voice. */
export async function speech(input) {
  const answer = await client().audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'marin', input, response_format: 'pcm' });
  return Buffer.from(await answer.arrayBuffer());
}
