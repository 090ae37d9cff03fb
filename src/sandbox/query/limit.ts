import { refuseField } from '../input.ts';

interface LimitRule {
  /** The name of the limit in the request, for the violation. */
  readonly field: string;
  readonly fallback: number;
  readonly maximum: number;
  readonly aboveMaximum: 'reject' | 'clamp';
}

/** The page size of a call. Missing and 0 mean the default; below 0 is refused with 400. */
export function pageLimit(asked: number | undefined, { field, fallback, maximum, aboveMaximum }: LimitRule): number {
  if (asked === undefined || asked === 0) return fallback;
  if (asked < 0) {
    refuseField({
      field,
      description: 'must be greater than or equal to 0',
      violatedRule: 'MIN',
      data: { threshold: 0 },
    });
  }
  if (asked > maximum && aboveMaximum === 'reject') {
    refuseField({
      field,
      description: `must be less than or equal to ${maximum}`,
      violatedRule: 'MAX',
      data: { threshold: maximum },
    });
  }
  return Math.min(asked, maximum);
}

/** The offset of a call, 0 when missing; below 0 is refused with 400. */
export function pageOffset(asked: number | undefined, field: string): number {
  if (asked !== undefined && asked < 0) {
    refuseField({
      field,
      description: 'must be greater than or equal to 0',
      violatedRule: 'MIN',
      data: { threshold: 0 },
    });
  }
  return asked ?? 0;
}
