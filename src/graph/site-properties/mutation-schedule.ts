import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessSchedule } from './rest.ts';
import type { BusinessSchedule, Weekday } from './schedule.ts';
import { WeekdayRef } from './schedule-schema.ts';

interface PeriodInput {
  readonly openDay: Weekday;
  readonly openTime: string;
  readonly closeDay: Weekday;
  readonly closeTime: string;
}

interface SpecialHoursInput {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isClosed: boolean;
  readonly comment?: string | null | undefined;
}

interface UpdateSiteScheduleInput extends SiteWriteInput {
  readonly periods: readonly PeriodInput[];
  readonly specialHours: readonly SpecialHoursInput[];
}

const clockTime = '`00:00` to `24:00`, where `24:00` is the end of that day.';

const OpeningPeriodInput = builder.inputRef<PeriodInput>('OpeningPeriodInput').implement({
  description: "A weekly opening period of a business, in the site's time zone.",
  fields: (t) => ({
    openDay: t.field({ type: WeekdayRef, required: true, description: 'The day on which the period starts.' }),
    openTime: t.string({ required: true, description: `The time at which the period starts, ${clockTime}` }),
    closeDay: t.field({ type: WeekdayRef, required: true, description: 'The day on which the period ends.' }),
    closeTime: t.string({
      required: true,
      description: `The time at which the period ends, ${clockTime} On the same day it must be later than \`openTime\`.`,
    }),
  }),
});

const SpecialHoursInput = builder.inputRef<SpecialHoursInput>('SpecialHoursInput').implement({
  description: 'An exception to the weekly opening times.',
  fields: (t) => ({
    startsAt: t.field({ type: 'DateTime', required: true, description: 'The time the exception starts.' }),
    endsAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'The time the exception ends. Must be later than `startsAt`.',
    }),
    isClosed: t.boolean({
      required: true,
      defaultValue: true,
      description: 'Whether the business is closed during the exception rather than open.',
    }),
    comment: t.string({ required: false, description: 'The reason for the exception.' }),
  }),
});

const UpdateSiteScheduleInput = builder.inputRef<UpdateSiteScheduleInput>('UpdateSiteScheduleInput').implement({
  description: 'The opening times of a business. They replace all existing ones.',
  fields: (t) => ({
    siteId: t.id(siteField),
    periods: t.field({
      ...mayBeEmpty,
      type: [OpeningPeriodInput],
      required: true,
      description: 'The weekly opening periods, at most 100. An empty list removes the existing ones.',
    }),
    specialHours: t.field({
      ...mayBeEmpty,
      type: [SpecialHoursInput],
      required: true,
      description: 'The exceptions to the weekly opening times, at most 100. An empty list removes the existing ones.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateSiteSchedulePayload = propertiesPayload(
  'UpdateSiteSchedulePayload',
  'The result of replacing the opening times of a business.',
);

const minutes = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

function checkPeriod(period: PeriodInput, index: number): void {
  for (const field of ['openDay', 'closeDay'] as const) {
    if (period[field] === 'UNKNOWN') throw new InputError(`periods.${index}.${field}`, `${field} must be a weekday.`);
  }
  for (const field of ['openTime', 'closeTime'] as const) {
    if (!minutes.test(period[field])) {
      throw new InputError(`periods.${index}.${field}`, `${field} must be a time from 00:00 to 24:00.`);
    }
  }
  if (period.openDay === period.closeDay && period.closeTime <= period.openTime) {
    throw new InputError(`periods.${index}.closeTime`, 'closeTime must be later than openTime on the same day.');
  }
}

/**
 * Returns the schedule as it will be read, with times in UTC. Throws an InputError for input that Wix would reject.
 */
function scheduleAfter({ periods, specialHours }: UpdateSiteScheduleInput): BusinessSchedule {
  for (const [field, items] of Object.entries({ periods, specialHours })) {
    if (items.length > 100) throw new InputError(field, `${field} must contain at most 100 items.`);
  }
  periods.forEach(checkPeriod);
  return {
    periods: periods.map(({ openDay, openTime, closeDay, closeTime }) => ({ openDay, openTime, closeDay, closeTime })),
    specialHours: specialHours.map(({ startsAt, endsAt, isClosed, comment = null }, index) => {
      if (Date.parse(endsAt) <= Date.parse(startsAt)) {
        throw new InputError(`specialHours.${index}.endsAt`, 'endsAt must be later than startsAt.');
      }
      return { startsAt: inUtc(startsAt), endsAt: inUtc(endsAt), isClosed, comment };
    }),
  };
}

function inUtc(time: string): string {
  return new Date(time).toISOString();
}

function toWixSchedule({ periods, specialHours }: BusinessSchedule) {
  return {
    periods,
    specialHourPeriod: specialHours.map(({ startsAt, endsAt, isClosed, comment }) => ({
      startDate: startsAt,
      endDate: endsAt,
      isClosed,
      ...(comment === null ? {} : { comment }),
    })),
  };
}

builder.mutationField('updateSiteSchedule', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessSchedule, per: 'field', needs: [querySites] },
    type: UpdateSiteSchedulePayload,
    nullable: true,
    description:
      "Replaces the opening times of a site's business, weekly periods and exceptions together. Visitors see them " +
      'wherever the site shows them; Wix Bookings has its own. Concurrent changes in the dashboard are ' +
      'overwritten. Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({
        type: UpdateSiteScheduleInput,
        required: true,
        description: 'The site and its new opening times.',
      }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'updateSiteSchedule', updateBusinessSchedule, input, () => {
        const schedule = scheduleAfter(input);
        const body = { businessSchedule: toWixSchedule(schedule) };
        return {
          after: { schedule },
          send: (siteId) => context.wix.call(updateBusinessSchedule, { siteId, body }),
          paths: { 'businessSchedule.periods': 'periods', 'businessSchedule.specialHourPeriod': 'specialHours' },
        };
      }),
  }),
);
