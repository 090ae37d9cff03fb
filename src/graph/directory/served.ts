import type { View } from '../../directory/view.ts';

/** Key of the view that an object was taken from. */
const origin = Symbol('the part of the directory that it comes from');

/** Key of the type of a record. */
const typeName = Symbol('the type of the record');

interface Served {
  readonly [origin]?: View;
  readonly [typeName]?: string;
}

/** Returns a copy of a record that remembers the part of the directory it comes from, so that related records cost no REST call. */
export function served<T extends object>(view: View, type: string, value: T): T {
  return { ...value, [origin]: view, [typeName]: type } as T;
}

/** Returns the type of a record of the directory. Throws a TypeError for any other object. */
export function typeOf(object: object): string {
  const type = (object as Served)[typeName];
  if (type === undefined) throw new TypeError('The object does not come from the directory.');
  return type;
}

/** Returns the part of the directory that an object comes from; undefined for one that Wix returned. */
export function viewOf(object: object): View | undefined {
  return (object as Served)[origin];
}

/**
 * Returns a record of the directory that an object of the directory refers to. Undefined if the object comes from Wix, or if the caller may
 * not see the record, or if it is unknown: then it has to be read.
 */
export function knownBeside<T extends object>(
  object: object,
  type: string,
  accountId: string,
  id: string,
): T | undefined {
  const view = viewOf(object);
  const entry = view?.find(type, accountId, id);
  return view === undefined || entry === undefined ? undefined : served(view, type, entry.value as T);
}

/** Returns an account's handle whose own fields come from the directory if the object does. */
export function accountBeside(object: object, id: string): { readonly id: string } {
  const view = viewOf(object);
  return view === undefined ? { id } : served(view, 'Account', { id });
}
