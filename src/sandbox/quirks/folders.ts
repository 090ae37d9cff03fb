import { choice, milliseconds, type QuirkTable } from './quirk.ts';

/** Site folders. */
export const folderQuirks = {
  folderPath: choice(['included', 'omitted'], 'Whether folders carry `path`.'),
  folderTotals: choice(
    ['included', 'omitted'],
    'Whether Query Folders returns `offset`, `total` and `tooManyToCount` in addition to `count`.',
  ),
  foldersAboveMaximum: choice(['reject', 'clamp'], 'Query Folders with a limit above 1,000.'),
  foldersDefaultOrder: choice(['name', 'newestFirst'], 'Order of Query Folders without `sort`.'),
  folderOfForeignSite: choice([404, 403, 400], 'Status of Get Folder By Site for a site that the account lacks.'),
  rootSiteFolder: choice(
    ['emptyFolder', 'emptyBody'],
    'Get Folder By Site for a site at the root: `{"folder":{}}` or `{}`.',
  ),
  folderLagMs: milliseconds(0, 'How long Query Folders shows a written folder as it was before.'),
  folderSiteCount: choice(['liveSites', 'allSites'], 'Whether `siteCount` counts sites in the trash.'),
  duplicateFolderName: choice(
    ['reject', 'accept'],
    'Create Folder with the name of another folder in the same place. `reject` returns 409, as renaming does.',
  ),
  duplicateNameByMove: choice(
    ['accept', 'reject'],
    'Moving a folder, or deleting its parent, so that two folders in one place have the same name. `reject` returns 409 to a move.',
  ),
  writtenFolderDates: choice(
    ['omitted', 'included'],
    'Dates in the responses of Update Folder and Move Folders: absent or null as in the samples, or the true ones.',
  ),
  moveFoldersAnswer: choice(['folders', 'emptyBody'], 'Response of Move Folders: the moved folders, or `{}`.'),
  rootAsTarget: choice(
    ['reject', 'accept'],
    'Moving to the target `root`, which only Create Folder documents. `reject` returns 404.',
  ),
  folderIntoItself: choice(['reject', 'accept'], 'Moving a folder into itself or below itself. `reject` returns 400.'),
} satisfies QuirkTable;
