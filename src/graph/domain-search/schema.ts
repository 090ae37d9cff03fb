import { builder, connectionType, pageArgs } from '../builder.ts';
import { availabilityName, suggestionWish } from './inputs.ts';
import { availabilityOf, suggestionsFor } from './loader.ts';
import type { DomainAvailability, DomainSuggestion } from './model.ts';
import { checkDomainAvailability, suggestDomains } from './rest.ts';

const costsMore = 'True if the registration costs more than that of other names, usually because the name is short.';

const DomainAvailabilityObject = builder.objectRef<DomainAvailability>('DomainAvailability').implement({
  description: 'Whether a domain name can be registered through Wix.',
  fields: (t) => ({
    name: t.expose('name', {
      type: 'DomainName',
      description: 'The name that was looked up; for a subdomain Wix may have looked up its root domain.',
    }),
    isAvailable: t.exposeBoolean('isAvailable', {
      description: 'True if nobody has registered the name, false if it is taken.',
    }),
    isPremium: t.exposeBoolean('isPremium', { description: costsMore }),
    premiumTypeRaw: t.exposeString('premiumTypeRaw', {
      nullable: true,
      description: 'Why it costs more, in the words of Wix, which are not documented; null where Wix does not tell.',
    }),
  }),
});

const DomainSuggestionObject = builder.objectRef<DomainSuggestion>('DomainSuggestion').implement({
  description: 'A domain name that nobody has registered.',
  fields: (t) => ({
    name: t.expose('name', { type: 'DomainName', description: 'The name with its ending.' }),
    isPremium: t.exposeBoolean('isPremium', { description: costsMore }),
  }),
});

const DomainSuggestionConnectionRef = connectionType(DomainSuggestionObject, {
  name: 'DomainSuggestion',
  description: 'A page of suggested names.',
  totalCount: 'Always null: Wix does not count suggestions.',
});

builder.queryFields((t) => ({
  domainAvailability: t.field({
    upstream: { endpoint: checkDomainAvailability, per: 'field' },
    type: DomainAvailabilityObject,
    nullable: true,
    description:
      'Whether a domain name can be registered. One REST call (Check Domain Availability), which belongs to no account. An ' +
      'ending that Wix does not sell is an error with BAD_USER_INPUT.',
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
      "Domain names that can be registered and go with a name or an idea, in Wix's order. One REST call for each 20 (Suggest " +
      'Domains), which belong to no account.',
    args: {
      query: t.arg.string({
        required: true,
        description:
          'A name or some words without an ending: 3 to 100 letters, digits, spaces, dots and hyphens. Spaces at both ends do ' +
          'not count.',
      }),
      tlds: t.arg.stringList({
        required: false,
        description: 'Only names with these endings, up to 10, without a dot: `com`. Default: every ending.',
      }),
      maxLength: t.arg.int({
        required: false,
        description: 'Only names of up to this many characters without the ending, 3 to 63. Default: 63.',
      }),
      ...pageArgs(t.arg),
      first: t.arg.int({ required: true, defaultValue: 10, description: 'How many names to return, 1 to 100.' }),
    },
    resolve: (_root, args, context) => suggestionsFor(context, suggestionWish(args), args),
  }),
}));
