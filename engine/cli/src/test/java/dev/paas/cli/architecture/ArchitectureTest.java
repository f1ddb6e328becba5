package dev.paas.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command line's place: on top of the core, and the only one that knows picocli. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.paas");

  @Test
  void theClassesWereReallyScanned() {
    long cli =
        CLASSES.stream().filter(one -> one.getPackageName().startsWith("dev.paas.cli")).count();
    assertTrue(cli > 30, "only " + cli + " classes of the command line");
    assertTrue(CLASSES.contain("dev.paas.core.engine.Engine"), "the core is missing");
  }

  @Test
  void theCommandLineNamesNoImplementation() {
    noClasses()
        .that()
        .resideInAPackage("dev.paas.cli..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.paas..")
                .and(
                    resideOutsideOfPackages("dev.paas.cli..", "dev.paas.core..", "dev.paas.spi..")))
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNoCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.paas.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.paas.cli..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void documentsAndSchemasAreTheCoresBusiness() {
    noClasses()
        .that()
        .resideInAPackage("dev.paas.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.yaml.snakeyaml..", "com.networknt..", "dev.cel..")
        .check(CLASSES);
  }

  /** Its classes are loaded when somebody sits at a console, and by no other command. */
  @Test
  void lineEditingIsInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("dev.paas..")
        .and()
        .doNotHaveFullyQualifiedName("dev.paas.cli.text.LineEditor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(CLASSES);
  }
}
