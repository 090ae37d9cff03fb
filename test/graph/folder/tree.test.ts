import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFolder } from '../../../src/graph/folder/model.ts';
import { parentOf, pathTo, toFolderTree, withSubfolders } from '../../../src/graph/folder/tree.ts';

/** A tree from `child: parent` pairs; the empty parent is the root. */
function treeOf(parents: Readonly<Record<string, string>>) {
  return toFolderTree(Object.entries(parents).map(([id, parentId]) => toFolder({ id, name: id, parentId }, 'a1')));
}

function pathIds(parents: Readonly<Record<string, string>>, id: string): string[] {
  const tree = treeOf(parents);
  const folder = tree.byId.get(id);
  if (folder === undefined) throw new Error(`no folder ${id}`);
  return pathTo(tree, folder).map((step) => step.id);
}

/** Folders 0 to 9 whose parents are anything: others, themselves, the root, unknown. */
const anyParents = fc.dictionary(
  fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
  fc.constantFrom('', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'unknown'),
  { minKeys: 1 },
);

describe('a tree of folders', () => {
  it('leads from the root to a folder, itself last', () => {
    expect(pathIds({ a: '', b: 'a', c: 'b', d: 'a' }, 'c')).toEqual(['a', 'b', 'c']);
    expect(pathIds({ a: '', b: 'a' }, 'a')).toEqual(['a']);
  });

  it('begins a path below a parent that is not listed', () => {
    expect(pathIds({ b: 'gone', c: 'b' }, 'c')).toEqual(['b', 'c']);
  });

  it('ends a path where parents go round in a circle', () => {
    expect(pathIds({ a: 'b', b: 'a' }, 'a')).toEqual(['b', 'a']);
    expect(pathIds({ a: 'a' }, 'a')).toEqual(['a']);
  });

  it('keeps the order of the list among children', () => {
    const children = treeOf({ p: '', z: 'p', a: 'p', m: 'p' }).childrenOf.get('p');
    expect(children?.map(({ id }) => id)).toEqual(['z', 'a', 'm']);
  });

  it('holds a folder once that was listed twice, as it was listed last', () => {
    const [first, second] = [toFolder({ id: 'f', name: 'old' }, 'a1'), toFolder({ id: 'f', name: 'new' }, 'a1')];
    expect(toFolderTree([first, second]).folders).toEqual([second]);
  });

  it('reaches folders below the given ones, and keeps ids that are not listed', () => {
    const tree = treeOf({ a: '', b: 'a', c: 'b', d: '' });
    expect([...withSubfolders(tree, ['b', 'gone'])]).toEqual(['b', 'gone', 'c']);
    expect([...withSubfolders(tree, [])]).toEqual([]);
  });

  it('holds together for any parents', () => {
    fc.assert(
      fc.property(anyParents, (parents) => {
        const tree = treeOf(parents);
        for (const folder of tree.folders) {
          const path = pathTo(tree, folder);
          expect(path.at(-1)).toBe(folder);
          expect(new Set(path).size).toBe(path.length);
          for (const [index, step] of path.slice(1).entries()) expect(parentOf(tree, step)).toBe(path[index]);
          // Whoever has a folder on the way down to it is below that folder.
          for (const step of path) expect(withSubfolders(tree, [step.id]).has(folder.id)).toBe(true);
        }
      }),
    );
  });
});
