#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { openOutput } from '../observe/text-output.ts';
import { createActions } from './cli/actions.ts';
import { runCommandLine } from './cli/command-line.ts';

// Halves the time of every start but the first. If the cache cannot be written, everything works without it.
enableCompileCache();

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  { output: openOutput('standard output', process.stdout), notes: openOutput('standard error', process.stderr) },
  (outputs) => createActions(outputs, process.env),
);
