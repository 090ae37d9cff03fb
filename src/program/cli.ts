#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { openOutput } from '../observe/text-output.ts';
import { createActions } from './cli/actions.ts';
import { runCommandLine } from './cli/command-line.ts';

// Halves the time of every start except the first. Everything works without the cache if it can't be written.
enableCompileCache();

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  { output: openOutput('standard output', process.stdout), notes: openOutput('standard error', process.stderr) },
  (outputs) => createActions(outputs, process.env),
);
