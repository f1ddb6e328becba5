package dev.paas.provider.tck.broken;

/** A promise to break, and the test of the kit that must notice it. */
enum Fault {
  OPENING_MAKES_SOMETHING("openingAndClosingTouchNothing"),
  CLOSING_TWICE_FAILS("openingAndClosingTouchNothing"),
  TAKES_ANY_TYPE("typesThatTheManifestDoesNotNameAreRefused"),
  PLAN_MAKES_SOMETHING("planIsPure"),
  PLAN_IS_RANDOM("planIsPure"),
  PLAN_REPLACES_RANDOMLY("planIsPure"),
  PLAN_CHANGES_WHAT_THE_USER_SET("createMakesWhatWasPlanned"),
  PLAN_GUESSES_UNKNOWN_VALUES("planKeepsUnknownValues"),
  PLAN_GUESSES_NESTED_UNKNOWN_VALUES("planKeepsUnknownValues"),
  PLAN_FAILS_ON_UNKNOWN_VALUES("planKeepsUnknownValues"),
  PLAN_REVEALS("planKeepsSensitiveValues"),
  PLAN_ALWAYS_CHANGES("planAfterCreateIsEmpty"),
  PLAN_REPLACES_ALWAYS("changesInPlaceAreNotReplacements"),
  PLAN_NEVER_REPLACES("changesThatReplaceAreSaid"),
  PREFLIGHT_MAKES_SOMETHING("preflightTouchesNothing"),
  PREFLIGHT_FAILS_ON_UNKNOWN_VALUES("preflightTouchesNothing"),
  TAKES_BAD_CONFIGURATIONS("badConfigurationsAreRefused"),
  BLAMES_NOTHING("badConfigurationsAreRefused"),
  CREATE_MAKES_NOTHING("createMakesWhatWasPlanned"),
  CREATE_LEAVES_UNKNOWN_VALUES("createMakesWhatWasPlanned"),
  CREATE_FORGETS_A_COMPUTED_VALUE("createMakesWhatWasPlanned"),
  CREATE_DIFFERS_FROM_THE_PLAN("createMakesWhatWasPlanned"),
  CREATE_ADDS_AN_ATTRIBUTE("createMakesWhatWasPlanned"),
  CREATE_ANSWERS_OF_A_WRONG_KIND("createMakesWhatWasPlanned"),
  CREATE_MAKES_TWO("createTwiceWithOneKeyMakesOne"),
  CREATE_FORGETS_KEYS_WITH_THE_PROCESS("createTwiceWithOneKeyMakesOne"),
  READ_DIFFERS_FROM_CREATE("readAfterCreateIsTheSame"),
  READ_CHANGES_SOMETHING("readAfterCreateIsTheSame"),
  READ_REPEATS_WHAT_WAS_RECORDED("whatWasChangedOutsideIsSeen"),
  READ_FINDS_WHAT_IS_GONE("whatWasDestroyedOutsideIsGone"),
  READ_ALL_IN_ANOTHER_ORDER("readAllGivesWhatReadGives"),
  READ_ALL_LEAVES_OUT_WHAT_IS_GONE("readAllGivesWhatReadGives"),
  READ_ALL_DIFFERS_FROM_READ("readAllGivesWhatReadGives"),
  READ_IS_NOT_FOR_SEVERAL_THREADS("severalThreadsMayRead"),
  UPDATE_DOES_NOTHING("updateMakesWhatWasPlanned"),
  UPDATE_MAKES_ANOTHER("updateMakesWhatWasPlanned"),
  UPDATE_CANNOT_BE_REPEATED("updateMakesWhatWasPlanned"),
  UPDATE_CANNOT_GO_BACK("updateBackGivesWhatWas"),
  DELETE_DOES_NOTHING("deleteRemovesItAndNothingElse"),
  DELETE_FAILS_WHEN_GONE("whatWasDestroyedOutsideIsGone"),
  DELETE_REMOVES_ALL("deleteRemovesItAndNothingElse"),
  FIND_FINDS_NOTHING("whatACrashLeftIsFoundByItsKey"),
  FIND_FINDS_ANYTHING("otherKeysAreNotFound"),
  FIND_MAKES_IT("whatACrashLeftIsFoundByItsKey"),
  IMPORT_FINDS_NOTHING("importFindsWhatExists"),
  IMPORT_FINDS_WHAT_IS_GONE("importFindsWhatExists"),
  FAILED_CREATE_TELLS_NOTHING("whatAFailedCreationLeavesIsTold"),
  IGNORES_INTERRUPTIONS("interruptionEndsACall"),
  INTERRUPTION_IS_A_DEFECT("interruptionEndsACall"),
  SAYS_SECRETS_AS_PROGRESS("nothingSensitiveIsSaid"),
  SAYS_SECRETS_AS_OUTPUT("nothingSensitiveIsSaid"),
  SAYS_SECRETS_IN_FAILURES("nothingSensitiveIsSaid"),
  SAYS_SECRETS_IN_CAUSES("nothingSensitiveIsSaid"),
  ANSWERS_SECRETS_IN_CLEAR("createMakesWhatWasPlanned"),
  READS_SECRETS_IN_CLEAR("readAfterCreateIsTheSame");

  private final String noticedBy;

  Fault(String noticedBy) {
    this.noticedBy = noticedBy;
  }

  /** The test of the kit that must fail. */
  String noticedBy() {
    return noticedBy;
  }
}
