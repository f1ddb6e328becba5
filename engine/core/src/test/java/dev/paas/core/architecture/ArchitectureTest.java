package dev.paas.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The core's place: it knows the SPI and no implementation of it, and each library in one place.
 */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.paas");

  @Test
  void theClassesWereReallyScanned() {
    long core = count("dev.paas.core");
    long spi = count("dev.paas.spi");
    assertTrue(core > 150, "only " + core + " classes of the core");
    assertTrue(spi > 40, "only " + spi + " classes of the SPI");
    assertTrue(count("dev.paas.provider.tck") > 20, "the providers' test kit is missing");
    assertTrue(count("dev.paas.state.local") > 20, "the local store is missing");
    assertTrue(count("dev.paas.state.tck") > 20, "the stores' test kit is missing");
  }

  private static long count(String root) {
    return CLASSES.stream()
        .filter(one -> (one.getPackageName() + ".").startsWith(root + "."))
        .count();
  }

  @Test
  void theCoreNamesNoImplementation() {
    noClasses()
        .that()
        .resideInAPackage("dev.paas.core..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.paas..")
                .and(resideOutsideOfPackages("dev.paas.core..", "dev.paas.spi..")))
        .check(CLASSES);
  }

  @Test
  void theSpiNeedsNothing() {
    classes()
        .that()
        .resideInAPackage("dev.paas.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.paas.spi..", "java..", "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void providersAndStoresKnowTheSpiOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.paas.provider..", "dev.paas.state..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.paas.core..", "dev.paas.cli..")
        .check(CLASSES);
  }

  @Test
  void noPackagesOfTheCoreAreInACircle() {
    slices().matching("dev.paas.core.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void valuesAreAtTheBottomOfTheSpi() {
    noClasses()
        .that()
        .resideInAPackage("dev.paas.spi.value")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.paas.spi.provider", "dev.paas.spi.state")
        .check(CLASSES);
  }

  @Test
  void eachLibraryIsInOnePlace() {
    confined("org.yaml.snakeyaml..", "dev.paas.core.source");
    confined("com.networknt..", "dev.paas.core.schema");
    confined("dev.cel..", "dev.paas.core.expression.cel");
    confined("com.google..", "dev.paas.core.expression.cel");
  }

  private static void confined(String library, String place) {
    noClasses()
        .that()
        .resideInAPackage("dev.paas.core..")
        .and()
        .resideOutsideOfPackage(place)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
    assertTrue(
        CLASSES.stream()
            .filter(one -> one.getPackageName().equals(place))
            .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
            .anyMatch(use -> resideInAPackage(library).test(use.getTargetClass())),
        place + " does not use " + library + " at all");
  }

  @Test
  void theCoreReadsNoTerminalAndEndsNoProcess() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.paas.core..", "dev.paas.spi..", "dev.paas.state.local..")
        .should(accessField(System.class, "out"))
        .orShould(accessField(System.class, "err"))
        .orShould(accessField(System.class, "in"))
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void whatIsExportedIsClosed() {
    classes()
        .that()
        .resideInAPackage("dev.paas.core..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(beClosed())
        .check(CLASSES);
  }

  /** Final, sealed, an interface, a record, an enum. */
  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final or sealed, a record, an enum or an interface") {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        boolean closed =
            one.isInterface()
                || one.isEnum()
                || one.getModifiers().contains(JavaModifier.FINAL)
                || one.reflect().isSealed();
        events.add(new SimpleConditionEvent(one, closed, one.getName() + " can be extended"));
      }
    };
  }

  @Test
  void nothingHasANameThatSaysNothing() {
    Set<String> empty = Set.of("common", "util", "utils", "helper", "helpers", "misc");
    for (JavaClass one : CLASSES) {
      for (String part : one.getPackageName().split("\\.", -1)) {
        assertTrue(!empty.contains(part), one.getName());
      }
      assertTrue(!one.getSimpleName().matches(".*(Utils?|Helpers?|Manager|Impl)$"), one.getName());
    }
  }
}
