import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Random numbers that the same seed repeats. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to `sides`, without it. */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

const oddTexts = [
  '""',
  '"x"',
  '".."',
  '"\\u0000"',
  '"😀"',
  '"a\\r\\nb"',
  '"169.254.169.254"',
  '"a@b"',
  '"__proto__"',
  '"""block"""',
];
const oddValues = [
  'null',
  '0',
  '-1',
  '1',
  '101',
  '2147483648',
  '1e309',
  '1.5',
  'true',
  'UNKNOWN',
  '[]',
  '[[]]',
  '{}',
  '$v',
  ...oddTexts,
];

/** Writes documents that fit a schema, as far as the dice want them to. */
export class DocumentWriter {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  readonly #ids: readonly string[];

  /** `ids` are values that mean something to the graph: ids and names of what it has. */
  constructor(schema: GraphQLSchema, dice: Dice, ids: readonly string[]) {
    this.#schema = schema;
    this.#dice = dice;
    this.#ids = ids;
  }

  write(): string {
    const isWrite = this.#dice.roll(5) === 0;
    const root = isWrite ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!isObjectType(root)) return '{ __typename }';
    return `${isWrite ? 'mutation' : 'query'} F { ${this.#fields(root, 1 + this.#dice.roll(6))} }`;
  }

  #fields(type: GraphQLNamedType, depth: number): string {
    if (isUnionType(type)) {
      const member = this.#dice.pick(type.getTypes());
      return `__typename ... on ${member.name} { ${this.#fields(member, depth - 1)} }`;
    }
    if (!isObjectType(type)) return '__typename';
    const all = Object.values(type.getFields());
    const leaves = all.filter((field) => isLeafType(getNamedType(field.type)));
    const choice = depth > 0 ? all : leaves;
    if (choice.length === 0) return '__typename';
    const count = 1 + this.#dice.roll(4);
    return Array.from({ length: count }, () => this.#field(this.#dice.pick(choice), depth)).join(' ');
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const args = field.args
      .filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || this.#dice.roll(3) === 0)
      .map((arg) => `${arg.name}: ${this.#value(arg.type, 4)}`);
    const alias = this.#dice.roll(6) === 0 ? `a${this.#dice.roll(9)}: ` : '';
    const directive =
      this.#dice.roll(20) === 0
        ? ` @${this.#dice.pick(['skip', 'include'])}(if: ${this.#dice.pick(['true', 'false'])})`
        : '';
    const selection = isLeafType(type) ? '' : ` { ${this.#fields(type, depth - 1)} }`;
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive}${selection}`;
  }

  #value(type: GraphQLInputType, depth: number): string {
    if (this.#dice.roll(25) === 0) return this.#dice.pick(oddValues);
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (isListType(type)) {
      return `[${Array.from({ length: this.#dice.roll(4) }, () => this.#value(type.ofType, depth - 1)).join(', ')}]`;
    }
    if (isEnumType(type)) return this.#dice.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth > 0 && this.#dice.roll(2) === 0),
      );
      return `{ ${fields.map((field) => `${field.name}: ${this.#value(field.type, depth - 1)}`).join(', ')} }`;
    }
    return this.#scalar(type.name);
  }

  #scalar(name: string): string {
    const dice = this.#dice;
    if (name === 'Int') return String(dice.pick([1, 2, 20, 100, 0, -1]));
    if (name === 'Boolean') return dice.pick(['true', 'false']);
    if (name === 'Float') return '1.5';
    if (name === 'ID' || name === 'DomainName') return JSON.stringify(dice.pick(this.#ids));
    if (name === 'EmailAddress') return '"fuzz@example.com"';
    if (name === 'DateTime') return '"2026-11-23T12:00:00Z"';
    if (name === 'URL') return '"https://example.com/"';
    if (name === '_Any')
      return `{ __typename: "${dice.pick(['Site', 'Account', 'Domain', 'Nope'])}", id: ${JSON.stringify(dice.pick(this.#ids))} }`;
    return dice.pick(oddTexts);
  }
}

/** A text with some of its letters lost, doubled, moved or replaced. */
export function mutate(text: string, dice: Dice): string {
  let mutated = text;
  for (let n = 1 + dice.roll(3); n > 0; n -= 1) {
    const at = dice.roll(mutated.length + 1);
    const to = Math.min(mutated.length, at + dice.roll(12));
    const kinds = [
      () => mutated.slice(0, at) + mutated.slice(to),
      () => mutated.slice(0, at) + mutated.slice(at, to).repeat(1 + dice.roll(50)) + mutated.slice(to),
      () =>
        mutated.slice(0, at) +
        dice.pick([
          '{',
          '}',
          '(',
          ')',
          '[',
          ']',
          '"',
          '$',
          '@',
          '!',
          '...',
          ':',
          '\\',
          '\0',
          '\ud800',
          '#',
          'é',
          '"""',
          'null',
          '&',
        ]) +
        mutated.slice(at),
      () => mutated.slice(0, at) + String.fromCharCode(dice.roll(0xffff)) + mutated.slice(to),
      () => mutated.slice(at) + mutated.slice(0, at),
    ];
    mutated = dice.pick(kinds)();
  }
  return mutated;
}
