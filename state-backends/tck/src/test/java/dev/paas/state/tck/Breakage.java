package dev.paas.state.tck;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A way to be broken.
 *
 * @param name what it does wrong
 * @param opener makes a store that does it
 * @param caughtBy the tests of the contract that must notice
 */
record Breakage(
    String name,
    BiFunction<InMemoryState, InMemoryStateStore, ForwardingStore> opener,
    List<String> caughtBy) {

  /** All that the contract must catch. */
  static List<Breakage> all() {
    return List.of(
        breakage(
            "ignores conditions",
            BrokenCommits.IgnoringConditions::new,
            "aKeyThatHasMovedIsAConflict",
            "noUpdateIsLost",
            "noUpdateIsLostBetweenProcesses",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "checks conditions on its own copy",
            BrokenCommits.CheckingThenWriting::new,
            "noUpdateIsLost"),
        breakage(
            "ignores conditions of keys not written",
            BrokenCommits.CheckingOnlyWhatIsWritten::new,
            "aConditionMayBeAboutAKeyThatIsNotWritten",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "leaves half of a conflict",
            BrokenCommits.WritingBeforeJudging::new,
            "aConflictWritesNothing",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "writes key by key",
            BrokenCommits.WritingKeyByKey::new,
            "aCommitIsOneRevisionForAllItsKeys",
            "noSnapshotShowsHalfACommit",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "shows what is not decided",
            BrokenReads.Dirty::new,
            "aConflictWritesNothing",
            "nothingIsWrittenUnderALeaseThatIsClosed",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "reorders",
            BrokenCommits.Reordering::new,
            "commitsTakeEffectInTheOrderOfTheCalls",
            "eachCommitIsJudgedAfterThoseBeforeIt",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "acknowledges too early",
            BrokenCommits.AcknowledgingEarly::new,
            "aDurableCommitMeansThatThoseBeforeItAreDecided",
            "closingWaitsForWhatIsUnderWay",
            "whatAKilledProcessWasToldIsThere"),
        breakage(
            "sticks after a conflict",
            BrokenCommits.StickyConflicts::new,
            "aConflictHarmsNoLaterCommit",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "revision does not rise",
            BrokenCommits.SameRevision::new,
            "revisionsRiseWithEachCommit",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "revision starts anew",
            BrokenCommits.RevisionOfTheHandle::new,
            "revisionsRiseAfterReopening",
            "revisionsRiseWithEachCommit"),
        breakage(
            "forgets when closed",
            BrokenCommits.ForgettingWhenClosed::new,
            "everythingIsThereAfterReopening",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "writes when opened",
            BrokenCommits.WritingWhenOpened::new,
            "aFreshStoreIsEmptyAndAtRevisionZero",
            "openingAndReadingWriteNothing"),
        breakage(
            "refuses to delete nothing",
            BrokenCommits.RefusingToDeleteNothing::new,
            "deletingWhatIsNotThereIsFine",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "lease says it is held forever",
            BrokenLeases.HeldForever::new,
            "aLeaseIsHeldUntilItIsClosed",
            "aBrokenLeaseIsLost",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "reads its own old copy",
            BrokenReads.Stale::new,
            "theNextReadSeesWhatAnotherHandleCommitted",
            "noUpdateIsLost"),
        breakage(
            "prefix is a folder",
            BrokenReads.PrefixAsFolder::new,
            "aPrefixSelectsByTheBeginningOfTheKey",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "prefix ends too early",
            BrokenReads.PrefixRangeTooShort::new,
            "aPrefixSelectsByTheBeginningOfTheKey"),
        breakage(
            "prefix is anywhere",
            BrokenReads.PrefixAnywhere::new,
            "aPrefixSelectsByTheBeginningOfTheKey",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "not sorted",
            BrokenReads.Unsorted::new,
            "entriesAreSortedByKey",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "entries have the store's revision",
            BrokenReads.StoreRevisionEverywhere::new,
            "anEntryTellsTheRevisionThatLastWroteIt",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "no fencing",
            BrokenLeases.NoFencing::new,
            "nothingIsWrittenUnderALeaseThatIsClosed",
            "aBrokenLeaseIsLost",
            "aProcessCannotWriteUnderALeaseThatWasBroken",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "fences when asking itself",
            BrokenLeases.AskingTheLeaseOnly::new,
            "aBrokenLeaseIsLost",
            "aProcessCannotWriteUnderALeaseThatWasBroken"),
        breakage(
            "leases do not exclude",
            BrokenLeases.NotExclusive::new,
            "aNameIsLeasedOnlyOnce",
            "aLeaseExcludes",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "leases some of the names",
            BrokenLeases.FirstNameOnly::new,
            "allNamesAreLeasedOrNone",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "has no patience",
            BrokenLeases.Impatient::new,
            "withPatienceItIsWaitedForTheHolder",
            "patienceEnds",
            "aLeaseExcludes"),
        breakage(
            "lease outlives its holder",
            BrokenLeases.Immortal::new,
            "theLeaseOfAKilledProcessIsFree"),
        breakage(
            "cannot break",
            BrokenLeases.Unbreakable::new,
            "aBrokenLeaseIsLost",
            "breakingFreesWhoWaits",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "lists no leases",
            BrokenLeases.Unlisted::new,
            "theLeasesAreListed",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "watch skips",
            BrokenWatches.Skipping::new,
            "aWatchLeavesNothingOut",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "watch tells no deletions",
            BrokenWatches.PutsOnly::new,
            "aWatchTellsWhatIsCommitted",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "watch begins too late",
            BrokenWatches.FromNowOn::new,
            "aWatchBeginsRightAfterItsRevision",
            "whatIsForgottenIsAGap"),
        breakage(
            "watch begins too early",
            BrokenWatches.FromTheBeginning::new,
            "aWatchBeginsRightAfterItsRevision",
            "aWatchTellsWhatIsCommitted"),
        breakage("watch hides a gap", BrokenWatches.HidingGaps::new, "whatIsForgottenIsAGap"),
        breakage(
            "watch is of everything", BrokenWatches.Everything::new, "aWatchIsOfItsPrefixOnly"),
        breakage(
            "watch tells half of a commit",
            BrokenWatches.HalfCommits::new,
            "aWatchTellsWholeCommits"),
        breakage(
            "watch knows its own handle only",
            BrokenWatches.OwnOnly::new,
            "aWatchLeavesNothingOut",
            "aWatchTellsWhatAnotherProcessCommits",
            "randomOperationsDoWhatTheModelSays"),
        breakage(
            "closing an old lease ends the new",
            BrokenLeases.ClosingByName::new,
            "aBrokenLeaseIsLost"));
  }

  private static Breakage breakage(
      String name,
      BiFunction<InMemoryState, InMemoryStateStore, ForwardingStore> opener,
      String... caughtBy) {
    return new Breakage(name, opener, List.of(caughtBy));
  }

  /** Opens a broken store. */
  ForwardingStore open(InMemoryState state) {
    return opener.apply(state, state.open());
  }

  @Override
  public String toString() {
    return name;
  }
}
