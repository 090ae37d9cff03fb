import { isIP } from 'node:net';
import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import type { WixNewUser } from './rest.ts';

interface SsoIdentityFields {
  readonly ssoId: string;
  readonly userId: string;
}

/** The user that a new account begins with. */
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
  description: 'An identity by which a user signs in through single sign-on (OpenID Connect).',
  fields: (t) => ({
    ssoId: t.id({ required: true, description: 'The id of the single sign-on setting in the Wix account.' }),
    userId: t.string({
      required: true,
      description: "The user's id at the identity provider, for instance its `sub`.",
    }),
  }),
});

export const NewUserInput = builder.inputRef<NewUserFields>('NewUserInput').implement({
  description: 'The user that a new account begins with.',
  fields: (t) => ({
    email: t.field({
      type: 'EmailAddress',
      required: true,
      description: 'The e-mail address. Wix wants one that no other user has, and does not say what it does otherwise.',
    }),
    isEmailVerified: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'True if you have made sure that the address is theirs. Wix takes your word and does not check again.',
    }),
    firstName: t.string({ required: false, description: 'The first name.' }),
    lastName: t.string({ required: false, description: 'The last name.' }),
    pictureUrl: t.field({ type: 'URL', required: false, description: 'The address of a picture.' }),
    language: t.string({ required: false, description: 'The language, two letters by ISO 639-1, for instance `en`.' }),
    clientIp: t.string({
      required: false,
      description: 'The IP address from which they signed up. Wix refuses countries under sanctions by it.',
    }),
    ssoIdentities: t.field({
      type: [SsoIdentityInput],
      required: false,
      description: 'By which identities they sign in through single sign-on. Default: none.',
    }),
  }),
});

/** The user in Wix's words. Throws an InputError, its field below `user`, for what is no value of its kind. */
export function toWixUser(user: NewUserFields): WixNewUser {
  const { email, firstName, lastName, pictureUrl, language, clientIp } = user;
  if (typeof language === 'string' && !/^[a-z]{2}$/.test(language)) {
    throw new InputError('user.language', 'language must be two letters by ISO 639-1, such as en.');
  }
  if (typeof clientIp === 'string' && isIP(clientIp) === 0) {
    throw new InputError('user.clientIp', 'clientIp must be an IP address.');
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
