/** What of a V8 CPU profile is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before, for each sample. */
  readonly timeDeltas: readonly number[];
}

/** A share of the time that was not idle. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/** Self-time by function and by module, the largest first. Waiting, and starting the profile, are left out. */
export function selfTimes(profile: CpuProfile): { readonly functions: Share[]; readonly modules: Share[] } {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const modules = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)' || frame.url === 'node:inspector') continue;
    const micros = profile.timeDeltas[index] ?? 0;
    const module = moduleOf(frame);
    const place = frame.url === '' ? '' : ` ${fileOf(frame.url)}:${frame.lineNumber + 1}`;
    add(functions, `${frame.functionName || '(anonymous)'}${place}`, micros);
    add(modules, module, micros);
  }
  return { functions: shares(functions), modules: shares(modules) };
}

/** The package, the folder of this project or the part of Node that a function belongs to. */
function moduleOf({ url, functionName }: CpuProfile['nodes'][number]['callFrame']): string {
  const packaged = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packaged !== undefined) return packaged;
  const own = /\/(src\/(?:[\w-]+\/)?)[^/]*$/.exec(url)?.[1];
  if (own !== undefined) return own;
  if (url.startsWith('node:')) return /^node:(internal\/[^/]+|[^/]+)/.exec(url)?.[0] ?? url;
  return url === '' ? (/^\(.*\)$/.exec(functionName)?.[0] ?? '(native)') : fileOf(url);
}

function fileOf(url: string): string {
  const packaged = /.*node_modules\/(.*)$/.exec(url)?.[1];
  return packaged ?? /\/(src\/.*)$/.exec(url)?.[1] ?? url;
}

function add(sums: Map<string, number>, name: string, micros: number): void {
  sums.set(name, (sums.get(name) ?? 0) + micros);
}

function shares(sums: ReadonlyMap<string, number>): Share[] {
  const all = [...sums.values()].reduce((sum, micros) => sum + micros, 0);
  return [...sums].map(([name, micros]) => ({ name, share: micros / all })).sort((a, b) => b.share - a.share);
}
