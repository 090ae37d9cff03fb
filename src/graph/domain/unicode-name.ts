/** The description of `unicodeName`, which is the same wherever a name is shown. */
export const unicodeNameDescription =
  'The name in Unicode, for people, with its punycode labels decoded. The same as in ASCII for other names.';
