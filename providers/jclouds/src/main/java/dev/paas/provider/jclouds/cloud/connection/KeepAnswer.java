package dev.paas.provider.jclouds.cloud.connection;

import java.io.IOException;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.util.Strings2;

/** Makes an exception that has the answer's status, headers and text. */
public final class KeepAnswer implements HttpErrorHandler {
  @Override
  public void handleError(HttpCommand command, HttpResponse response) {
    String text = "";
    try {
      if (response.getPayload() != null) {
        text = Strings2.toStringAndClose(response.getPayload().openStream());
      }
    } catch (IOException unreadable) {
      text = "";
    }
    command.setException(
        new HttpResponseException(response.getStatusLine(), command, response, text));
  }
}
