package dev.paas.cli.command;

import dev.paas.cli.picture.Layout;
import dev.paas.cli.picture.Mermaid;
import dev.paas.cli.picture.Picture;
import dev.paas.cli.picture.PictureText;
import dev.paas.cli.picture.ReferencePicture;
import dev.paas.cli.picture.Svg;
import dev.paas.cli.review.HtmlPlan;
import dev.paas.cli.review.HtmlState;
import dev.paas.cli.review.PlanPicture;
import dev.paas.cli.review.PlanReview;
import dev.paas.cli.review.SvgPlan;
import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas graph}. */
@Command(
    addMethodSubcommands = false,
    name = "graph",
    description = "Show which resource refers to which; or, of a saved plan, what is done first.",
    footer = {
      "  paas graph",
      "  paas graph --format dot | dot -Tpng > platform.png",
      "  paas graph --format svg > platform.svg",
      "  paas graph prod.plan --format html > plan.html"
    })
public final class GraphCommand extends PlatformCommand {
  /** The forms. */
  enum Format {
    TEXT,
    DOT,
    MERMAID,
    SVG,
    HTML
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN",
      description = "A plan that paas plan --out has saved; the file when left out.")
  private @Nullable Path plan;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text, dot (for Graphviz), mermaid (for Markdown), svg or html (a page that needs no"
            + " network); text when left out."
      },
      order = 20)
  private Format format = Format.TEXT;

  public GraphCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Path file = plan;
    if (file != null) {
      write(saved(file));
      return ExitCode.DONE;
    }
    try (Engine engine = engine(CallListener.NONE)) {
      engine.validate();
      Map<Address, List<Address>> references = engine.references();
      Picture picture = ReferencePicture.ofDeclarations(references);
      Consumer<String> out = terminal().out()::print;
      String title = "References in " + platformFileName();
      switch (format) {
        case TEXT -> ReferencePicture.text(references, out);
        case DOT -> PictureText.dot(picture, out);
        case MERMAID -> Mermaid.write(picture, out);
        case SVG -> Svg.file(Layout.of(picture), title, HtmlState.summary(picture), out);
        case HTML -> HtmlState.references(title, picture, out);
      }
      return ExitCode.DONE;
    }
  }

  private void write(PlanReview review) {
    Consumer<String> out = terminal().out()::print;
    switch (format) {
      case TEXT -> PictureText.text(PlanPicture.of(review), out);
      case DOT -> PictureText.dot(PlanPicture.of(review), out);
      case MERMAID -> Mermaid.write(PlanPicture.of(review), out);
      case SVG -> new SvgPlan().render(review, out);
      case HTML -> new HtmlPlan().render(review, out);
    }
  }
}
