import { builder } from '../builder.ts';
import type { BusinessSchedule, OpeningPeriod, SpecialHours } from './schedule.ts';

export const WeekdayRef = builder.enumType('Weekday', {
  description: 'A day of the week.',
  values: {
    MONDAY: { description: 'Monday.' },
    TUESDAY: { description: 'Tuesday.' },
    WEDNESDAY: { description: 'Wednesday.' },
    THURSDAY: { description: 'Thursday.' },
    FRIDAY: { description: 'Friday.' },
    SATURDAY: { description: 'Saturday.' },
    SUNDAY: { description: 'Sunday.' },
    UNKNOWN: { description: 'Wix sent no day.' },
  } as const,
});

const OpeningPeriodRef = builder.objectRef<OpeningPeriod>('OpeningPeriod').implement({
  description: "A weekly opening period of a business, in the site's time zone.",
  fields: (t) => ({
    openDay: t.expose('openDay', { type: WeekdayRef, description: 'The day on which the period starts.' }),
    openTime: t.exposeString('openTime', {
      nullable: true,
      description: 'The time at which the period starts, `00:00` to `24:00`, where `24:00` is the end of that day.',
    }),
    closeDay: t.expose('closeDay', { type: WeekdayRef, description: 'The day on which the period ends.' }),
    closeTime: t.exposeString('closeTime', {
      nullable: true,
      description: 'The time at which the period ends, `00:00` to `24:00`, where `24:00` is the end of that day.',
    }),
  }),
});

const SpecialHoursRef = builder.objectRef<SpecialHours>('SpecialHours').implement({
  description: 'An exception to the weekly opening times.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', nullable: true, description: 'The time the exception starts.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true, description: 'The time the exception ends.' }),
    isClosed: t.exposeBoolean('isClosed', {
      description: 'Whether the business is closed during the exception rather than open.',
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'The reason for the exception.' }),
  }),
});

export const BusinessScheduleRef = builder.objectRef<BusinessSchedule>('BusinessSchedule').implement({
  description: 'The opening times of a business.',
  fields: (t) => ({
    periods: t.expose('periods', {
      type: [OpeningPeriodRef],
      description: "The weekly opening periods, at most 100, in Wix's order. Empty if none have been entered.",
    }),
    specialHours: t.expose('specialHours', {
      type: [SpecialHoursRef],
      description: "The exceptions to the weekly opening times, at most 100, in Wix's order.",
    }),
  }),
});
