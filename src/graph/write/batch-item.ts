import type { ObjectFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import type { BatchItem } from './batch.ts';
import { isNotApplied } from './item-errors.ts';
import { UserErrorRef } from './user-error.ts';

type BatchItemStatus = 'APPLIED' | 'PARTLY_APPLIED' | 'REFUSED' | 'NOT_APPLIED' | 'UNKNOWN';

const BatchItemStatusRef = builder.enumType('BatchItemStatus', {
  description: 'The result of one item of a batch.',
  values: {
    APPLIED: { description: 'The item was applied. Items that are applied are never sent again with the same key.' },
    PARTLY_APPLIED: {
      description: 'Some changes of the item were applied. `userErrors` says why others were not.',
    },
    REFUSED: {
      description: 'Nothing of the item changed, for the reasons in `userErrors`. Correct it before a retry.',
    },
    NOT_APPLIED: {
      description:
        'Nothing of the item changed: Wix could not be reached, or calls or time ran out. A retry with the same ' +
        '`idempotencyKey` sends it.',
    },
    UNKNOWN: {
      description:
        "Wix's response was lost, and it is not known whether the item was applied. Run `verify`, or retry with the same " +
        '`idempotencyKey`: then the graph looks again.',
    },
  } as const,
});

/** Returns the status of an item. `isPartial`: some of its changes were applied. */
function statusOf({ userErrors }: BatchItem, isPartial: boolean): BatchItemStatus {
  if (userErrors.length === 0) return 'APPLIED';
  if (userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN')) return 'UNKNOWN';
  if (isPartial) return 'PARTLY_APPLIED';
  return userErrors.some(isNotApplied) ? 'NOT_APPLIED' : 'REFUSED';
}

/** Defines the fields that the results of all batches share. */
export function batchItemFields<Item extends BatchItem>(
  t: ObjectFieldBuilder<Types, Item>,
  isPartial: (item: Item) => boolean = () => false,
) {
  return {
    index: t.int({ description: 'The position of the item in the input, from 0.', resolve: ({ index }) => index }),
    status: t.field({
      type: BatchItemStatusRef,
      description: 'The result of the item.',
      resolve: (item) => statusOf(item, isPartial(item)),
    }),
    userErrors: t.field({
      type: [UserErrorRef],
      description: 'The reasons why the item was not applied. Empty if it was.',
      resolve: ({ userErrors }) => userErrors,
    }),
    verify: t.string({
      nullable: true,
      description:
        'A query that shows whether the item was applied, if that is not known. Null for every other status.',
      resolve: ({ verify }) => verify,
    }),
  };
}
