import { toUnicodeName } from '../../lib/host-name.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { unicodeNameDescription } from '../domain/unicode-name.ts';
import { availabilityName, suggestionCriteria } from './inputs.ts';
import { availabilityOf, suggestionsFor } from './loader.ts';
import type { DomainAvailability, DomainSuggestion } from './model.ts';
import { checkDomainAvailability, suggestDomains } from './rest.ts';

const costsMore = 'Whether the name costs more to register than other names, usually because it is short.';

const DomainAvailabilityObject = builder.objectRef<DomainAvailability>('DomainAvailability').implement({
  description: 'Whether a domain name can be registered through Wix.',
  fields: (t) => ({
    name: t.expose('name', {
      type: 'DomainName',
      description: 'The name that was checked. For a subdomain, Wix may check its root domain instead.',
    }),
    unicodeName: t.string({
      description: unicodeNameDescription,
      resolve: ({ name }) => toUnicodeName(name),
    }),
    isAvailable: t.exposeBoolean('isAvailable', {
      description: 'Whether the name is available, meaning that it is not registered yet.',
    }),
    isPremium: t.exposeBoolean('isPremium', { description: costsMore }),
    premiumTypeRaw: t.exposeString('premiumTypeRaw', {
      nullable: true,
      description: "The reason for the higher price, as an undocumented value of Wix. Null if Wix doesn't return it.",
    }),
  }),
});

const DomainSuggestionObject = builder.objectRef<DomainSuggestion>('DomainSuggestion').implement({
  description: 'A domain name that is available for registration.',
  fields: (t) => ({
    name: t.expose('name', { type: 'DomainName', description: 'The full name, including the ending.' }),
    unicodeName: t.string({
      description: unicodeNameDescription,
      resolve: ({ name }) => toUnicodeName(name),
    }),
    isPremium: t.exposeBoolean('isPremium', { description: costsMore }),
  }),
});

const DomainSuggestionConnectionRef = connectionType(DomainSuggestionObject, {
  name: 'DomainSuggestion',
  description: 'A page of suggested domain names.',
  totalCount: "Always null: Wix doesn't count suggestions.",
});

builder.queryFields((t) => ({
  domainAvailability: t.field({
    upstream: { endpoint: checkDomainAvailability, per: 'field' },
    type: DomainAvailabilityObject,
    nullable: true,
    description:
      "Whether a domain name can be registered. An ending that Wix doesn't sell is a BAD_USER_INPUT error. Costs " +
      'one REST call (Check Domain Availability), which needs no account.',
    args: {
      name: t.arg({
        type: 'DomainName',
        required: true,
        description: 'A root domain of 3 to 63 letters, digits, hyphens and dots, such as `example.com`.',
      }),
    },
    resolve: (_root, { name }, context) => availabilityOf(context, availabilityName(name)),
  }),
  domainSuggestions: t.field({
    upstream: { endpoint: suggestDomains, per: 'field' },
    type: DomainSuggestionConnectionRef,
    nullable: true,
    description:
      "Available domain names that match a name or an idea, in Wix's order. Costs one REST call per 20 (Suggest " +
      'Domains), which needs no account.',
    args: {
      query: t.arg.string({
        required: true,
        description:
          'A name or some words without an ending: 3 to 100 letters, digits, spaces, dots and hyphens. Leading ' +
          'and trailing spaces are ignored.',
      }),
      tlds: t.arg.stringList({
        required: false,
        description:
          'Return only names with these endings, up to 10, without a dot, such as `com`. Defaults to all endings.',
      }),
      maxLength: t.arg.int({
        required: false,
        description: 'The maximum length of a name without its ending, 3 to 63. Defaults to 63.',
      }),
      ...pageArgs(t.arg),
      first: t.arg.int({ required: false, defaultValue: 10, description: 'The number of names to return, 1 to 100.' }),
    },
    resolve: (_root, args, context) => suggestionsFor(context, suggestionCriteria(args), args),
  }),
}));
