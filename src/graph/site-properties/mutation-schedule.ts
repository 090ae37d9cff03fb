import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput } from '../write/payload.ts';
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
  description: "A time at which a business opens every week, by the clock of the site's time zone.",
  fields: (t) => ({
    openDay: t.field({ type: WeekdayRef, required: true, description: 'The day on which it begins.' }),
    openTime: t.string({ required: true, description: `When it begins, ${clockTime}` }),
    closeDay: t.field({ type: WeekdayRef, required: true, description: 'The day on which it ends.' }),
    closeTime: t.string({
      required: true,
      description: `When it ends, ${clockTime} On the same day it must be later than \`openTime\`.`,
    }),
  }),
});

const SpecialHoursInput = builder.inputRef<SpecialHoursInput>('SpecialHoursInput').implement({
  description: 'An exception from the weekly opening times.',
  fields: (t) => ({
    startsAt: t.field({ type: 'DateTime', required: true, description: 'When it begins.' }),
    endsAt: t.field({ type: 'DateTime', required: true, description: 'When it ends, later than it begins.' }),
    isClosed: t.boolean({
      required: true,
      defaultValue: true,
      description: 'True if the business is closed meanwhile, false if it is open.',
    }),
    comment: t.string({ required: false, description: 'What the exception is for.' }),
  }),
});

const UpdateSiteScheduleInput = builder.inputRef<UpdateSiteScheduleInput>('UpdateSiteScheduleInput').implement({
  description: 'The opening times of a business, as a whole: they replace those that are there.',
  fields: (t) => ({
    siteId: t.id(siteField),
    periods: t.field({
      type: [OpeningPeriodInput],
      required: true,
      description: 'The weekly times, at most 100. An empty list removes those that are there.',
    }),
    specialHours: t.field({
      type: [SpecialHoursInput],
      required: true,
      description: 'The exceptions from them, at most 100. An empty list removes those that are there.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
  }),
});

const UpdateSiteSchedulePayload = propertiesPayload(
  'UpdateSiteSchedulePayload',
  'What replacing the opening times of a business did.',
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

/** The schedule as it will be read, times in UTC. Throws an InputError for what Wix would not take. */
function scheduleAfter({ periods, specialHours }: UpdateSiteScheduleInput): BusinessSchedule {
  for (const [field, items] of Object.entries({ periods, specialHours })) {
    if (items.length > 100) throw new InputError(field, `${field} takes at most 100 items.`);
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
    upstream: { endpoint: updateBusinessSchedule, per: 'field' },
    type: UpdateSiteSchedulePayload,
    nullable: true,
    description:
      'Replaces the opening times of the business of a site, weekly times and exceptions together. Visitors see them where the ' +
      'site shows them; Wix Bookings keeps its own. Whoever changes them in the dashboard meanwhile is overwritten. One REST ' +
      'call.',
    args: {
      input: t.arg({
        type: UpdateSiteScheduleInput,
        required: true,
        description: 'Which site, and its new opening times.',
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
