import { list, object, oneOf, text, time } from '../../lib/read.ts';
import { part } from './parts.ts';

const weekdays = {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
} as const;

export type Weekday = keyof typeof weekdays | 'UNKNOWN';

/** A weekly opening period of a business. */
export interface OpeningPeriod {
  readonly openDay: Weekday;
  readonly openTime: string | null;
  readonly closeDay: Weekday;
  readonly closeTime: string | null;
}

/** An exception to the weekly opening periods. */
export interface SpecialHours {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly isClosed: boolean;
  readonly comment: string | null;
}

export interface BusinessSchedule {
  readonly periods: readonly OpeningPeriod[];
  readonly specialHours: readonly SpecialHours[];
}

export function toBusinessSchedule(raw: unknown): BusinessSchedule | null {
  const schedule = part(raw);
  return (
    schedule && {
      periods: list(schedule['periods']).map((period) => toOpeningPeriod(object(period))),
      specialHours: list(schedule['specialHourPeriod']).map((period) => toSpecialHours(object(period))),
    }
  );
}

function toOpeningPeriod(raw: Readonly<Record<string, unknown>>): OpeningPeriod {
  return {
    openDay: oneOf(weekdays, raw['openDay']),
    openTime: text(raw['openTime']),
    closeDay: oneOf(weekdays, raw['closeDay']),
    closeTime: text(raw['closeTime']),
  };
}

function toSpecialHours(raw: Readonly<Record<string, unknown>>): SpecialHours {
  return {
    startsAt: time(raw['startDate']),
    endsAt: time(raw['endDate']),
    // Wix documents true as the default.
    isClosed: raw['isClosed'] !== false,
    comment: text(raw['comment']),
  };
}
