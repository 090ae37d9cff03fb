import { isIP } from 'node:net';
import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import type { WixNewUser } from './rest.ts';

interface SsoIdentityFields {
  readonly ssoId: string;
  readonly userId: string;
}

/** The user to create in a new account. */
export interface NewUserFields {
  readonly email: string;
  readonly isEmailVerified?: boolean | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly pictureUrl?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly clientIp?: string | null | undefined;
  readonly ssoIdentities?: readonly SsoIdentityFields[] | null | undefined;
}

const SsoIdentityInput = builder.inputRef<SsoIdentityFields>('SsoIdentityInput').implement({
  description: 'An identity that a user signs in with through single sign-on (OpenID Connect).',
  fields: (t) => ({
    ssoId: t.id({ required: true, description: 'The id of the single sign-on configuration in the Wix account.' }),
    userId: t.string({
      required: true,
      description: "The user's id at the identity provider, for example its `sub` claim.",
    }),
  }),
});

export const NewUserInput = builder.inputRef<NewUserFields>('NewUserInput').implement({
  description: 'The user to create in a new account.',
  fields: (t) => ({
    email: t.field({
      type: 'EmailAddress',
      required: true,
      description:
        "The user's e-mail address. Wix requires that no other user has it, and doesn't document what happens " +
        'otherwise.',
    }),
    isEmailVerified: t.boolean({
      required: true,
      defaultValue: false,
      description:
        "Whether you have verified that the address belongs to the user. Wix relies on this and doesn't verify again.",
    }),
    firstName: t.string({ required: false, description: "The user's first name." }),
    lastName: t.string({ required: false, description: "The user's last name." }),
    pictureUrl: t.field({ type: 'URL', required: false, description: "The URL of the user's picture." }),
    language: t.string({
      required: false,
      description: "The user's language, a two-letter ISO 639-1 code such as `en`.",
    }),
    clientIp: t.string({
      required: false,
      description:
        'The IP address that the user signed up from. Wix uses it to reject users from sanctioned countries.',
    }),
    ssoIdentities: t.field({
      ...mayBeEmpty,
      type: [SsoIdentityInput],
      required: false,
      description: 'The identities that the user signs in with through single sign-on. Empty or absent: none.',
    }),
  }),
});

/** Maps the user to Wix's format. Throws an InputError whose field is below `user` if a value is malformed. */
export function toWixUser(user: NewUserFields): WixNewUser {
  const { email, firstName, lastName, pictureUrl, language, clientIp } = user;
  if (typeof language === 'string' && !/^[a-z]{2}$/.test(language)) {
    throw new InputError('user.language', 'language must be a two-letter ISO 639-1 code such as en.');
  }
  if (typeof clientIp === 'string' && isIP(clientIp) === 0) {
    throw new InputError('user.clientIp', 'clientIp must be an IPv4 or IPv6 address.');
  }
  const ssoIdentities = (user.ssoIdentities ?? []).map(({ ssoId, userId }, index) => {
    for (const [field, value] of Object.entries({ ssoId, userId })) {
      if (value === '') throw new InputError(`user.ssoIdentities.${index}.${field}`, `${field} must not be empty.`);
    }
    return { ssoId, userId };
  });
  const userDetails = {
    ...given('firstName', firstName),
    ...given('lastName', lastName),
    ...given('profilePictureUrl', pictureUrl),
    ...given('language', language),
    ...given('clientIp', clientIp),
  };
  return {
    email: { emailAddress: email, isVerified: user.isEmailVerified ?? false },
    ...(ssoIdentities.length > 0 ? { ssoIdentities } : {}),
    ...(Object.keys(userDetails).length > 0 ? { userDetails } : {}),
  };
}

function given<Name extends string>(name: Name, value: string | null | undefined): Partial<Record<Name, string>> {
  return value === null || value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
