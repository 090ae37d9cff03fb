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
    UNKNOWN: { description: 'Not told.' },
  } as const,
});

const OpeningPeriodRef = builder.objectRef<OpeningPeriod>('OpeningPeriod').implement({
  description: "A time at which a business opens every week, by the clock of the site's time zone.",
  fields: (t) => ({
    openDay: t.expose('openDay', { type: WeekdayRef, description: 'The day on which it begins.' }),
    openTime: t.exposeString('openTime', {
      nullable: true,
      description: 'When it begins, `00:00` to `24:00`.',
    }),
    closeDay: t.expose('closeDay', { type: WeekdayRef, description: 'The day on which it ends.' }),
    closeTime: t.exposeString('closeTime', {
      nullable: true,
      description: 'When it ends, `00:00` to `24:00`; `24:00` is the end of that day.',
    }),
  }),
});

const SpecialHoursRef = builder.objectRef<SpecialHours>('SpecialHours').implement({
  description: 'An exception from the weekly opening times.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', nullable: true, description: 'When it begins.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true, description: 'When it ends.' }),
    isClosed: t.exposeBoolean('isClosed', {
      description: 'True if the business is closed meanwhile, false if it is open.',
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the exception is for.' }),
  }),
});

export const BusinessScheduleRef = builder.objectRef<BusinessSchedule>('BusinessSchedule').implement({
  description: 'When a business is open.',
  fields: (t) => ({
    periods: t.expose('periods', {
      type: [OpeningPeriodRef],
      description: "The weekly times, at most 100, in Wix's order; empty when nobody has entered any.",
    }),
    specialHours: t.expose('specialHours', {
      type: [SpecialHoursRef],
      description: "The exceptions from them, at most 100, in Wix's order.",
    }),
  }),
});
