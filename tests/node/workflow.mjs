// A workflow as GitHub itself reads it: its own parser, with its own schema.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

// The parser imports its schema as bundlers do, without saying that it is JSON.
register('data:text/javascript,' + encodeURIComponent(`
  import { readFile } from 'node:fs/promises';
  export async function load(url, context, next) {
    if (!url.endsWith('.json')) return next(url, context);
    return { format: 'module', shortCircuit: true, source: 'export default ' + await readFile(new URL(url), 'utf8') };
  }`));

const parser = path.join(process.env.SANDBOX_PACKAGES, 'node_modules', '@actions', 'workflow-parser', 'dist', 'index.js');
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import(pathToFileURL(parser));

const content = readFileSync(process.env.WORKFLOW, 'utf8');

const errorsOf = async (text) => {
  const trace = new NoOperationTraceWriter();
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content: text }, trace);
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => error.message);
};

test('GitHub finds nothing wrong with the workflow', async () => {
  assert.deepEqual(await errorsOf(content), []);
});

test('GitHub would find a name that it does not know', async () => {
  assert.notDeepEqual(await errorsOf(content.replace('fail-fast:', 'fail-quick:')), []);
});

test('GitHub would find a value that it does not know', async () => {
  assert.notDeepEqual(await errorsOf(content.replace('strategy.job-index', 'strategies.job-index')), []);
});
