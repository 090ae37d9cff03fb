import { globSync, readFileSync } from 'node:fs';

export interface FoundRegex {
  readonly path: string;
  readonly regex: RegExp;
}

/** Where an expression may begin, so that a slash there is no division. */
const literal =
  /(?:[=(,:!&|?{};[]|=>|return|=>\s)\s*(\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*)/g;

/** Every regular expression that is written in the sources of the graph; the sandbox is no part of it. */
export function regexesOfSources(): FoundRegex[] {
  return globSync('src/**/*.ts')
    .filter((path) => !path.startsWith('src/sandbox/'))
    .flatMap((path) => {
      const code = readFileSync(path, 'utf8').replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '');
      return [...code.matchAll(literal)].flatMap(([, text]) => {
        const end = String(text).lastIndexOf('/');
        return [{ path, regex: new RegExp(String(text).slice(1, end), String(text).slice(end + 1)) }];
      });
    });
}
