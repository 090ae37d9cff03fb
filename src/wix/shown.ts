/**
 * Filters for the parts of Wix's errors that are shown to callers. Wix's texts can contain anything, even our headers, so only text that
 * looks like a code, a field, an id or a plain sentence passes.
 */

/** An application code such as `FOLDER_NOT_FOUND` or `48876`; null for anything else. */
export function shownCode(code: string | undefined): string | null {
  return code !== undefined && /^(?:[A-Za-z][A-Za-z0-9_ ]{0,63}|-?[0-9]{1,12})$/.test(code) ? code : null;
}

/** A dotted field such as `folder.name` or `items[0].id`; null for anything else. */
export function shownField(field: string | undefined): string | null {
  return field !== undefined && /^[\w[\]]{1,40}(\.[\w[\]]{1,40}){0,7}$/.test(field) ? field : null;
}

/** A request id; null for anything else. */
export function shownRequestId(id: string | undefined): string | null {
  return id !== undefined && /^[\w.:-]{1,64}$/.test(id) && !id.startsWith('IST.') ? id : null;
}

/** A sentence of short words, without addresses or markup; null for anything else. */
export function shownSentence(text: string): string | null {
  return /^([A-Za-z0-9'()]{1,24}[.,:;]?( |$)){1,40}$/.test(text) ? text : null;
}
